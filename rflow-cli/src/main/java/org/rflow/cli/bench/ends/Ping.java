package org.rflow.cli.bench.ends;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;

/** Sends a message, waits until it comes back, notes how long that took, and sends the next. */
public final class Ping extends Component {
    final OutputPort out = outputPort("out", "one message at a time");
    final InputPort in = inputPort("in", "the message that comes back");
    private final Option<Long> size = option("size").integer().defaultsTo("100").help("bytes of each message");
    private final Option<Duration> warmUp =
            option("warm_up").duration().defaultsTo("0").help("time before the window");
    private final Option<Duration> window =
            option("window").duration().defaultsTo("1s").help("time to measure");
    private final Option<Path> report = option("report").path().required().help("directory of the report");

    private Optional<Tally> tally = Optional.empty();
    private long next;
    private long end;

    @Override
    protected String help() {
        return "sends a message and waits until it comes back, again and again";
    }

    @Override
    protected boolean isSource() {
        return true;
    }

    /** It gives none, as nobody goes on with a measure; so it may be asked what a promise costs. */
    @Override
    protected boolean hasPositions() {
        return true;
    }

    @Override
    protected void configure(ComponentContext context) {
        tally = Optional.of(Tally.ofTimes(new Timing(warmUp.get(), window.get())));
    }

    @Override
    protected Poll poll() {
        if (next == 0) {
            end = System.nanoTime()
                    + new Timing(warmUp.get(), window.get()).sending().toNanos();
            send();
        }
        return tally.orElseThrow().isEnded() ? Poll.DONE : Poll.IDLE;
    }

    private void send() {
        out.send(Message.of(Payload.of(size.get().intValue(), next++, System.nanoTime())));
    }

    @Override
    protected void process(InputPort port, Message message) {
        ByteBuffer raw = message.raw();
        int start = raw.position();
        Tally mine = tally.orElseThrow();
        mine.arrived(raw.getLong(start), raw.getLong(start + Long.BYTES));
        if (System.nanoTime() - end < 0) {
            send();
        } else if (!mine.isEnded()) {
            mine.arrived(Payload.end(next), 0);
            context().wake();
        }
    }

    @Override
    protected void shutdown() {
        tally.orElseThrow().report().write(report.get(), context().workerName());
    }
}
