package org.rflow.cli.bench.ends;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.rflow.component.ComponentContext;
import org.rflow.component.Option;
import org.rflow.message.Message;

/**
 * Takes numbered raw messages, checks and measures them, and leaves a report. A sink of several that share the messages
 * can be made slow.
 */
public final class NumberSink extends MeasuringSink {
    /** What a sink measures. */
    enum Mode {
        /** As many messages as can be. */
        MANY,
        /** How long each took. */
        TIMES,
        /** Its share of the messages, sleeping for each. */
        SHARE
    }

    private final Option<Mode> mode =
            option("mode").choice(Mode.class).defaultsTo("many").help("what to measure");
    private final Option<Duration> sleep =
            option("sleep").duration().defaultsTo("0").help("time that each message takes");
    private final Option<Long> slower =
            option("slower").integer().defaultsTo("1").help("how many times as long the first worker sleeps");

    private long sleepMillis;

    @Override
    protected String help() {
        return "checks and measures numbered messages";
    }

    @Override
    protected void configure(ComponentContext context) {
        super.configure(context);
        sleepMillis = sleep.get().toMillis() * (context.workerIndex() == 1 ? slower.get() : 1);
    }

    @Override
    Tally tally(Timing timing) {
        return switch (mode.get()) {
            case MANY -> Tally.ofMany(timing);
            case TIMES -> Tally.ofTimes(timing);
            case SHARE -> Tally.ofShare(timing);
        };
    }

    @Override
    void take(Message message, Tally tally) throws InterruptedException {
        ByteBuffer raw = message.raw();
        int start = raw.position();
        tally.arrived(raw.getLong(start), raw.getLong(start + Long.BYTES));
        if (sleepMillis > 0) {
            long before = System.nanoTime();
            // a slow component is what is measured
            Thread.sleep(sleepMillis);
            tally.spent(System.nanoTime() - before);
        }
    }
}
