package org.rflow.cli.bench.ends;

import java.time.Duration;
import org.rflow.component.Component;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;

/** Sends numbered messages as fast as they are taken, for a time, and then how many there were. */
abstract class TimedSource extends Component {
    final OutputPort out = outputPort("out", "the messages");
    private final Option<Duration> sending =
            option("sending").duration().defaultsTo("1s").help("how long to send");
    private final Option<Boolean> positions =
            option("positions").bool().defaultsTo("false").help("give a position with each turn");

    private long next;
    private long end;
    private boolean began;

    /** A message with this number and time. */
    abstract Message make(long number, long time);

    /** How many to send in one turn. */
    abstract int atOnce();

    @Override
    protected final boolean hasPositions() {
        return true;
    }

    @Override
    protected final Poll poll() {
        long now = System.nanoTime();
        if (!began) {
            began = true;
            end = now + sending.get().toNanos();
        }
        if (now - end >= 0) {
            out.send(make(Payload.end(next), now));
            return Poll.DONE;
        }
        for (int i = atOnce(); i > 0; i--) {
            if (i == 1 && positions.get()) {
                context().position(Long.toString(next));
            }
            out.send(make(next++, now));
        }
        return Poll.MORE;
    }
}
