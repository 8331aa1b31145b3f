package org.rflow.components;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.component.Receipt;
import org.rflow.message.Message;

/**
 * Sends messages on at most at a {@code rate}: so many a second, evenly spread, and after a pause up to {@code burst} at once. Those that come faster wait,
 * and hold back what sends them, or with {@code over: drop} go to {@code dropped}.
 *
 * <pre>{@code
 * components:
 *   gently:
 *     type: throttle
 *     options: { rate: 50, burst: 10, over: wait }
 * }</pre>
 *
 * <p>Each worker of a shard has the whole rate. Above 100 a second what belongs to the same hundredth of a second may go at once. A message is
 * acknowledged when it has been sent, so on connections that promise at-least-once none is lost with the worker.
 */
public final class Throttle extends Component {
    /** What becomes of messages that come too fast. */
    enum Over {
        WAIT,
        DROP
    }

    private record Waiting(Message message, Receipt receipt) {}

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
    /** So that a burst in nanoseconds, after the clock's time, is a long. */
    private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(1_000_000_000);

    private static final long SLICE_NANOS = 10_000_000;

    final InputPort in = inputPort("in", "messages");
    final OutputPort out =
            outputPort("out", "the same, no faster than the rate").passes(in);
    final OutputPort dropped =
            outputPort("dropped", "those that came too fast, with over: drop").passes(in);
    final OutputPort errored = outputPort("errored", "what cannot be sent");
    private final Option<BigDecimal> rate = option("rate").decimal().required().help("messages a second");
    private final Option<Long> burst =
            option("burst").integer().defaultsTo("1").help("how many may go at once after a pause");
    private final Option<Over> over =
            option("over").choice(Over.class).defaultsTo("wait").help("those that come faster wait, or are dropped");

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long between;
    private long ahead;
    private long next;

    @Override
    protected String help() {
        return "sends messages on no faster than a rate";
    }

    @Override
    protected void configure(ComponentContext context) {
        if (rate.get().signum() <= 0 || rate.get().compareTo(NANOS) > 0) {
            throw new ConfigurationException("option 'rate': " + rate.get() + " is not above 0, or above 10^9");
        }
        Checks.between(burst, 1, 1_000_000);
        if (rate.get().multiply(LONGEST_SECONDS).compareTo(BigDecimal.valueOf(burst.get())) < 0) {
            throw new ConfigurationException("option 'rate': at " + rate.get().toPlainString() + " a second 'burst' "
                    + burst.get() + " takes more than 10^9 s; write a higher rate, or a lower 'burst'");
        }
        between = NANOS.divide(rate.get(), 0, RoundingMode.HALF_UP).longValueExact();
        ahead = Math.max((burst.get() - 1) * between, between < SLICE_NANOS ? SLICE_NANOS - between : 0);
    }

    @Override
    protected void process(InputPort port, Message message) {
        if (waiting.isEmpty() && isTime()) {
            out.send(message);
        } else if (over.get() == Over.DROP) {
            dropped.send(message);
        } else {
            waiting.add(new Waiting(message, context().retain()));
            if (waiting.size() == 1) {
                startTimer();
            }
        }
    }

    /**
     * Whether one more may go now; then it is taken for gone. (The generic cell rate algorithm of ITU-T I.371: {@code next} is when the next one would be
     * due if all came evenly.)
     */
    private boolean isTime() {
        long now = now();
        if (next - ahead > now) {
            return false;
        }
        next = Math.max(now, next) + between;
        return true;
    }

    private long now() {
        Instant instant = context().clock().instant();
        long now = instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
        // a clock that was put back must not stop the flow
        next = Math.min(next, now + ahead + between);
        return now;
    }

    private void startTimer() {
        long now = now();
        context().after(Duration.ofNanos(Math.max(0, next - ahead - now)), this::sendDue);
    }

    private void sendDue() {
        while (!waiting.isEmpty() && isTime()) {
            Waiting due = waiting.remove();
            due.receipt().answer(() -> out.send(due.message()));
        }
        if (!waiting.isEmpty()) {
            startTimer();
        }
    }
}
