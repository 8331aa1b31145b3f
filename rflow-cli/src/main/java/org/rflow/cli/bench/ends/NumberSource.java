package org.rflow.cli.bench.ends;

import java.time.Duration;
import org.rflow.component.Component;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;

/** Sends numbered raw messages as fast as they are taken, for a time, and then how many there were. */
public final class NumberSource extends Component {
    private static final int MOST_AT_ONCE = 100;
    private static final int BYTES_AT_ONCE = 64 << 10;

    final OutputPort out = outputPort("out", "the messages");
    private final Option<Long> size = option("size").integer().defaultsTo("100").help("bytes of each message");
    private final Option<Duration> sending =
            option("sending").duration().defaultsTo("1s").help("how long to send");

    private long next;
    private long end;
    private boolean began;

    @Override
    protected String help() {
        return "sends numbered messages for a time";
    }

    @Override
    protected Poll poll() {
        long now = System.nanoTime();
        if (!began) {
            began = true;
            end = now + sending.get().toNanos();
        }
        int bytes = size.get().intValue();
        if (now - end >= 0) {
            out.send(Message.of(Payload.of(bytes, Payload.end(next), now)));
            return Poll.DONE;
        }
        int atOnce = Math.max(1, Math.min(MOST_AT_ONCE, BYTES_AT_ONCE / bytes));
        for (int i = 0; i < atOnce; i++) {
            out.send(Message.of(Payload.of(bytes, next++, now)));
        }
        return Poll.MORE;
    }
}
