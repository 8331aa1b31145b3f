package org.rflow.cli.bench.ends;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.message.Message;

/**
 * Takes numbered raw messages, checks and measures them, and leaves a report. A sink of several that share the messages
 * can be made slow.
 */
public final class NumberSink extends Component {
    /** What a sink measures. */
    enum Mode {
        /** As many messages as can be. */
        MANY,
        /** How long each took. */
        TIMES,
        /** Its share of the messages, sleeping for each. */
        SHARE
    }

    final InputPort in = inputPort("in", "numbered messages");
    private final Option<Duration> warmUp =
            option("warm_up").duration().defaultsTo("0").help("time before the window");
    private final Option<Duration> window =
            option("window").duration().defaultsTo("1s").help("time to measure");
    private final Option<Path> report = option("report").path().required().help("directory of the report");
    private final Option<Mode> mode =
            option("mode").choice(Mode.class).defaultsTo("many").help("what to measure");
    private final Option<Duration> sleep =
            option("sleep").duration().defaultsTo("0").help("time that each message takes");
    private final Option<Long> slower =
            option("slower").integer().defaultsTo("1").help("how many times as long the first worker sleeps");

    private Optional<Tally> tally = Optional.empty();
    private long sleepMillis;

    @Override
    protected String help() {
        return "checks and measures numbered messages";
    }

    @Override
    protected void configure(ComponentContext context) {
        tally = Optional.of(tally(new Timing(warmUp.get(), window.get())));
        sleepMillis = sleep.get().toMillis() * (context.workerIndex() == 1 ? slower.get() : 1);
    }

    private Tally tally(Timing timing) {
        return switch (mode.get()) {
            case MANY -> Tally.ofMany(timing);
            case TIMES -> Tally.ofTimes(timing);
            case SHARE -> Tally.ofShare(timing);
        };
    }

    @Override
    protected void process(InputPort port, Message message) throws InterruptedException {
        ByteBuffer raw = message.raw();
        int start = raw.position();
        Tally mine = tally.orElseThrow();
        mine.arrived(raw.getLong(start), raw.getLong(start + Long.BYTES));
        if (sleepMillis > 0) {
            long before = System.nanoTime();
            // a slow component is what is measured
            Thread.sleep(sleepMillis);
            mine.spent(System.nanoTime() - before);
        }
    }

    @Override
    protected void shutdown() {
        tally.orElseThrow().report().write(report.get(), context().workerName());
    }
}
