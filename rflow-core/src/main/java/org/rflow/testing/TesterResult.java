package org.rflow.testing;

import java.util.List;
import java.util.Map;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester.Mode;

/** What one run of a script gave: messages by port text, failures of {@code process}, a configuration problem, files. */
record TesterResult(
        Map<String, List<Message>> messages, List<Exception> failures, String problem, Map<String, byte[]> files) {
    List<Message> sent(String port) {
        List<Message> sent = messages.get(port);
        if (sent == null) {
            throw new AssertionError(
                    "there is no connected output port '" + port + "'; there is: " + messages.keySet());
        }
        return sent;
    }

    boolean failedWith(String... parts) {
        if (failures.size() != parts.length) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if (!failures.get(i).toString().contains(parts[i])) {
                return false;
            }
        }
        return true;
    }

    void throwIfFailed(Mode mode) {
        if (!problem.isEmpty()) {
            throw new AssertionError(mode + ": the component refuses its options: " + problem);
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(
                    mode + ": the component failed on " + failures.size() + " messages: " + failures, failures.get(0));
        }
    }
}
