package org.example;

import java.nio.file.Files;
import java.nio.file.Path;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;

/**
 * The lines {@code key,number} for the numbers from 1 to {@code count}, at most {@code rate} a second, the last tenth of them once a
 * file is there; goes on where it was.
 */
public final class Rows extends Component {
    private static final int AT_ONCE = 50;

    private final OutputPort out = outputPort("out");
    private final Option<Long> count = option("count").integer().required().help("how many");
    private final Option<Long> keys = option("keys").integer().defaultsTo("100").help("how many keys there are");
    private final Option<Long> rate = option("rate").integer().required().help("how many a second at most");

    private final Option<Path> gate = option("gate").path().required().help("the file that lets the last tenth out");

    private long allowed;
    private long sent;
    private long first;
    private long startedMillis;
    private boolean stopped;

    @Override
    protected boolean hasPositions() {
        return true;
    }

    @Override
    protected void configure(ComponentContext context) {
        sent = context.lastPosition().map(Long::valueOf).orElse(0L);
        first = sent;
    }

    @Override
    protected void run() {
        startedMillis = context().clock().millis();
    }

    @Override
    protected Poll poll() {
        long due = first + (context().clock().millis() - startedMillis) * rate.get() / 1000;
        if (sent >= allowed && allowed < count.get()) {
            allowed = Files.exists(context().resolve(gate.get())) ? count.get() : count.get() * 9 / 10;
        }
        long until = Math.min(allowed, Math.min(due, sent + AT_ONCE));
        while (sent < until && !stopped) {
            sent++;
            if (sent == until) {
                context().position(Long.toString(sent));
            }
            out.send(Message.of(sent % keys.get() + "," + sent));
        }
        if (stopped || sent >= count.get()) {
            return Poll.DONE;
        }
        return sent < Math.min(due, allowed) ? Poll.MORE : Poll.IDLE;
    }

    @Override
    protected void stopSources() {
        stopped = true;
    }
}
