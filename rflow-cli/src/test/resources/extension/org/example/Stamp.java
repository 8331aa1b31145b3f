package org.example;

import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.rflow.component.Component;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.message.Message;

/** Notes when it handles each message, in a file of its process's own. */
public final class Stamp extends Component {
    private final InputPort in = inputPort("in");
    private final Option<Path> path = option("path").path().required().help("what the files' names begin with");

    private Writer file;

    @Override
    protected void run() throws Exception {
        Path own = Path.of(path.get() + "-" + ProcessHandle.current().pid());
        file = Files.newBufferedWriter(context().resolve(own), StandardCharsets.US_ASCII);
    }

    @Override
    protected void process(InputPort port, Message message) throws Exception {
        file.write(Clock.systemUTC().millis() + "\n");
        file.flush();
    }

    @Override
    protected void cleanup() throws Exception {
        if (file != null) {
            file.close();
        }
    }
}
