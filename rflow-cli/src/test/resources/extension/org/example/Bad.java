package org.example;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rflow.component.Component;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.message.Message;

/** Takes numbers and does what components should not do. */
public final class Bad extends Component {
    private static final int THIRD = 3;

    private final InputPort in = inputPort("in");
    private final Option<String> habit =
            option("habit").text().required().help("third, spin, exit, leak, stdout, child, or poison");
    private final Option<Path> cure = option("cure").path().required().help("a file; while it is there all is well");

    private final List<byte[]> hoard = new ArrayList<>();
    private long taken;

    @Override
    protected void process(InputPort port, Message message) throws Exception {
        taken++;
        if (Files.exists(context().resolve(cure.get()))) {
            return;
        }
        switch (habit.get()) {
            case "third" -> {
                if (message.number() % THIRD == 0) {
                    throw new IllegalArgumentException(message.number() + " is a third, on purpose");
                }
            }
            case "spin" -> {
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
            }
            case "exit" -> System.exit(42);
            case "poison" -> {
                if (message.number() == THIRD) {
                    System.exit(42);
                }
            }
            case "leak" -> hoard.add(new byte[1 << 20]);
            case "stdout" -> {
                System.out.close();
                System.err.close();
            }
            case "child" -> {
                if (taken == 1) {
                    new ProcessBuilder("tail", "-f", context().resolve(Path.of("flow.yaml")).toString()).start();
                }
            }
            default -> throw new IllegalStateException("no habit " + habit.get());
        }
    }
}
