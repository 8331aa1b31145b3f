package org.rflow.testing;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rflow.component.Component;
import org.rflow.component.InputPort;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;

/**
 * Stands in another component's place. Without inputs it sends all that each output has; with inputs it answers the n-th
 * message that comes with the n-th of each output, and nothing when that has no more.
 */
final class MockComponent extends Component {
    private final Map<OutputPort, List<Message>> sends = new LinkedHashMap<>();
    private final boolean source;
    private int received;

    MockComponent(Collection<String> inputs, Map<String, List<Message>> outputs) {
        inputs.forEach(this::inputPort);
        outputs.forEach((port, messages) -> sends.put(outputPort(port), List.copyOf(messages)));
        source = inputs.isEmpty();
    }

    @Override
    protected Poll poll() {
        if (source) {
            sends.forEach((port, messages) -> messages.forEach(port::send));
        }
        return Poll.DONE;
    }

    @Override
    protected void process(InputPort port, Message message) {
        int number = received++;
        sends.forEach((output, messages) -> {
            if (number < messages.size()) {
                output.send(messages.get(number));
            }
        });
    }
}
