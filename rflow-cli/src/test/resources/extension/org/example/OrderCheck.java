package org.example;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.message.Message;

/** A sink that stands still at its first message, for a while or until a file is there, then checks that numbers come one after the other. */
public final class OrderCheck extends Component {
    private final InputPort in = inputPort("in");
    private final Option<Path> path = option("path").path().required().help("where each worker writes what it saw");
    private final Option<Duration> stall = option("stall").duration().defaultsTo("0s").help("how long to block at first");
    private final Option<String> until = option("until").text().defaultsTo("").help("the file to block for at first");
    private final Option<Long> step = option("step").integer().defaultsTo("1").help("from one number to the next");

    private long count;
    private long last;
    private long disorder;

    @Override
    protected void process(InputPort port, Message message) throws Exception {
        long number = message.number();
        if (count == 0) {
            standStill();
        } else if (number != last + step.get()) {
            disorder++;
        }
        last = number;
        count++;
    }

    private void standStill() throws InterruptedException {
        Thread.sleep(stall.get().toMillis());
        Path file = context().resolve(Path.of(until.get()));
        while (!Files.exists(file)) {
            Thread.sleep(20);
        }
    }

    @Override
    protected void shutdown() throws Exception {
        ComponentContext context = context();
        Path file = context.resolve(Path.of(path.get() + "-" + context.workerIndex()));
        Files.writeString(file, count + " " + last + " " + disorder + "\n");
    }
}
