package org.example;

import java.util.ArrayList;
import java.util.List;
import org.rflow.component.Component;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.message.Message;

/** Does harm on purpose. */
public final class Stuck extends Component {
    private final InputPort in = inputPort("in");
    private final Option<String> harm = option("harm").text().required().help("configure, run, exit, throw, spin or memory");

    private final List<byte[]> hoard = new ArrayList<>();

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
            case "memory" -> {
                while (true) {
                    hoard.add(new byte[1 << 20]);
                }
            }
            default -> {}
        }
    }
}
