package org.rflow.components;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;

/**
 * Counts from {@code start} to {@code finish}, both sent, each number on {@code out} and on {@code even_odd_out} under the
 * key {@code even} or {@code odd}. {@code start} is sent even when it is above {@code finish}. Every worker of a shard
 * counts for itself.
 *
 * <pre>{@code
 * components:
 *   numbers:
 *     type: generate_integers
 *     options: { start: 20, finish: 30, step: 1, interval: 0s }
 * }</pre>
 */
public final class GenerateIntegers extends Component {
    private static final int AT_ONCE = 100;

    final OutputPort out = outputPort("out", "every number").gives(CoreTypes.INTEGER);
    final OutputPort evenOddOut = outputPort("even_odd_out", "every number under the key 'even' or 'odd'")
            .gives(CoreTypes.INTEGER);
    private final Option<Long> start = option("start").integer().defaultsTo("0").help("the first number");
    private final Option<Long> finish =
            option("finish").integer().defaultsTo("0").help("no number is above it, but for the first");
    private final Option<Long> step =
            option("step").integer().defaultsTo("1").help("from one number to the next; at least 1");
    private final Option<Duration> interval = option("interval")
            .duration()
            .defaultsTo("0")
            .help("time before each number; 0 is as fast as they are taken");

    private Optional<Checkpoint> checkpoint = Optional.empty();
    private ComponentContext.@Nullable Timer timer;
    private long next;
    private long stepSize;
    private long last;
    private boolean done;

    @Override
    protected String help() {
        return "counts from one number to another";
    }

    @Override
    protected boolean hasPositions() {
        return true;
    }

    @Override
    protected void configure(ComponentContext context) throws Exception {
        stepSize = step.get();
        if (stepSize < 1) {
            throw new ConfigurationException("option 'step': " + stepSize + " is below 1");
        }
        next = start.get();
        last = finish.get();
        Checkpoint restart = new Checkpoint(context);
        checkpoint = Optional.of(restart);
        if (context.isRestarted()) {
            restart.lastPosition().map(Long::valueOf).ifPresent(this::goOnBehind);
        } else {
            restart.forget();
        }
    }

    @Override
    protected void run() {
        if (!interval.get().isZero()) {
            timer = context().every(interval.get(), this::sendOne);
        }
    }

    @Override
    protected Poll poll() {
        if (!interval.get().isZero()) {
            return done ? Poll.DONE : Poll.IDLE;
        }
        for (int i = 1; i <= AT_ONCE && !done; i++) {
            boolean lastOfPoll = i == AT_ONCE || isLast(next);
            send(lastOfPoll);
        }
        return done ? Poll.DONE : Poll.MORE;
    }

    private void sendOne() {
        if (!done) {
            send(true);
        }
        if (done && timer != null) {
            // a source with a timer is never at its end
            timer.cancel();
        }
    }

    /** The position of many numbers is that of the last of them, so it need not be written for each. */
    private void send(boolean withPosition) {
        long number = next;
        if (withPosition) {
            context().position(Long.toString(number));
        }
        Message message = Message.of(number);
        out.send(message);
        evenOddOut.send(number % 2 == 0 ? "even" : "odd", message);
        goOnBehind(number);
    }

    private void goOnBehind(long number) {
        done = isLast(number);
        next = done ? number : number + stepSize;
    }

    private boolean isLast(long number) {
        long left = last - number;
        // a negative difference to a greater number has overflowed: there is far to go
        return number >= last || (left >= 0 && left < stepSize);
    }

    @Override
    protected void stopSources() {
        done = true;
    }

    @Override
    protected void positionDone(String position) throws Exception {
        if (checkpoint.isPresent()) {
            checkpoint.get().done(position);
        }
    }

    @Override
    protected void cleanup() throws Exception {
        if (checkpoint.isPresent()) {
            checkpoint.get().write();
        }
    }
}
