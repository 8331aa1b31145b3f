package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.component.Arrival;
import org.rflow.component.ComponentRunner;
import org.rflow.component.Outlet;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;
import org.rflow.message.MessageException;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.TestingContext;

final class ReplicateTest {
    @TempDir
    private Path directory;

    private final List<Message> first = new ArrayList<>();
    private final List<Message> last = new ArrayList<>();
    private final List<Message> errored = new ArrayList<>();
    private final List<Exception> deadLetters = new ArrayList<>();
    private final ComponentRunner runner =
            new ComponentRunner(new Replicate(), "copies", failed -> deadLetters.add(failed.cause()));

    @Test
    void sendsEveryMessageToEveryConnectionOfEveryKey() {
        ComponentTester.of(Replicate::new)
                .send(1, "two", Map.of("three", "3"))
                .expect("out", 1, "two", Map.of("three", "3"))
                .expect("out[archive]", 1, "two", Map.of("three", "3"))
                .expect("out[live]", 1, "two", Map.of("three", "3"))
                .expect("errored");
    }

    @Test
    void sendsAMessageOnceOnAConnectionThatIsThereUnderTwoKeys() throws Exception {
        Outlet twice = accepting(first);
        out().add("a", twice);
        out().add("b", twice);

        replicate(Message.of(7));

        assertThat(first).extracting(Message::text).containsExactly("7");
    }

    @Test
    void aConnectionThatFailsKeepsNothingFromTheOthers() throws Exception {
        out().add("a", accepting(first));
        out().add("b", failing("b is too small"));
        out().add(null, accepting(last));
        runner.outputPort("errored").orElseThrow().add(null, accepting(errored));

        replicate(Message.of("big"));

        assertThat(first).extracting(Message::text).containsExactly("big");
        assertThat(last).extracting(Message::text).containsExactly("big");
        assertThat(errored).extracting(Message::text).containsExactly("big");
        assertThat(errored.get(0).properties()).containsEntry(ComponentRunner.ERROR, "copies: b is too small");
    }

    @Test
    void tellsOfEveryFailureWhenNobodyTakesErroredMessages() throws Exception {
        out().add("a", failing("a is too small"));
        out().add("b", failing("b is too small"));

        replicate(Message.of("big"));

        assertThat(deadLetters).singleElement().satisfies(cause -> {
            assertThat(cause).hasMessage("a is too small");
            assertThat(cause.getSuppressed()).extracting(Throwable::getMessage).containsExactly("b is too small");
        });
    }

    private OutputPort out() {
        return runner.outputPort("out").orElseThrow();
    }

    private void replicate(Message message) throws Exception {
        runner.configure(Map.of(), new TestingContext(directory));
        runner.deliver(new Arrival(runner.inputPort("in").orElseThrow(), null, "test"), message);
    }

    private static Outlet accepting(List<Message> messages) {
        return new Outlet() {
            @Override
            public void send(Message message) {
                messages.add(message);
            }

            @Override
            public boolean isFull() {
                return false;
            }
        };
    }

    private static Outlet failing(String text) {
        return new Outlet() {
            @Override
            public void send(Message message) {
                throw new MessageException(text);
            }

            @Override
            public boolean isFull() {
                return false;
            }
        };
    }
}
