package org.example;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.rflow.component.Component;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;

/** Counts from 1, a thousand a second, while a file is there; stands still and stays a source while it is not. */
public final class Paced extends Component {
    private static final int AT_ONCE = 10;

    private final OutputPort out = outputPort("out");
    private final Option<Path> gate = option("gate").path().required().help("the file that lets numbers out");
    private final Option<Path> total = option("total").path().required().help("where to write the last number");

    private long sent;
    private boolean stopped;

    @Override
    protected boolean isSource() {
        return true;
    }

    @Override
    protected void run() {
        Path file = context().resolve(gate.get());
        context().every(Duration.ofMillis(AT_ONCE), () -> sendSome(file));
    }

    private void sendSome(Path file) {
        if (!stopped && Files.exists(file)) {
            for (int i = 0; i < AT_ONCE; i++) {
                out.send(Message.of(++sent));
            }
        }
    }

    @Override
    protected Poll poll() {
        return stopped ? Poll.DONE : Poll.IDLE;
    }

    @Override
    protected void stopSources() {
        stopped = true;
    }

    @Override
    protected void shutdown() throws Exception {
        Files.writeString(context().resolve(total.get()), Long.toString(sent));
    }
}
