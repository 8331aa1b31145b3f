package org.example;

import org.rflow.component.Component;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.message.Message;

/** Does harm on purpose. */
public final class Stuck extends Component {
    private final InputPort in = inputPort("in");
    private final Option<String> harm = option("harm").text().required().help("configure, run, exit, throw or spin");

    @Override
    protected void configure(org.rflow.component.ComponentContext context) {
        if (harm.get().equals("configure")) {
            throw new IllegalStateException("cannot be configured, on purpose");
        }
    }

    @Override
    protected void run() {
        if (harm.get().equals("run")) {
            throw new IllegalStateException("cannot run, on purpose");
        }
    }

    @Override
    protected void process(InputPort port, Message message) {
        switch (harm.get()) {
            case "exit" -> System.exit(42);
            case "throw" -> throw new IllegalArgumentException("will not have it, on purpose");
            case "spin" -> {
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
            }
            default -> {}
        }
    }
}
