package org.rflow.component;

import java.util.ArrayList;
import java.util.List;
import org.rflow.message.Message;

/** A component that does with its messages what a test tells it. */
final class Sample extends Component {
    final InputPort in = inputPort("in");
    final InputPort answers = inputPort("answers").writes();
    final OutputPort out = outputPort("out");
    final OutputPort errored = outputPort("errored");
    final List<String> processed = new ArrayList<>();
    private Work work = message -> {};
    private int depth;

    @FunctionalInterface
    interface Work {
        void on(Message message) throws Exception;
    }

    Sample doing(Work newWork) {
        work = newWork;
        return this;
    }

    @Override
    protected void process(InputPort port, Message message) throws Exception {
        if (depth++ > 0) {
            throw new AssertionError("process was re-entered");
        }
        processed.add(port.name() + port.key().map(key -> "[" + key + "]").orElse("") + " " + message.text());
        try {
            work.on(message);
        } finally {
            depth--;
        }
    }
}
