package org.rflow.components;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.component.Receipt;
import org.rflow.message.Message;

/**
 * Sends each message on after it has waited for {@code time}, in the order they came.
 *
 * <pre>{@code
 * components:
 *   later:
 *     type: delay
 *     options: { time: 5s, max_waiting: 10000 }
 * }</pre>
 *
 * <p>When {@code max_waiting} messages wait in a worker, what sends to it is held back. A message is acknowledged when it has been sent, so on
 * connections that promise at-least-once none is lost with the worker; it then waits anew. A flow that is stopped waits for those that
 * wait, up to {@code rflow.stop_timeout}.
 */
public final class Delay extends Component {
    private record Waiting(Message message, Receipt receipt, Instant due) {}

    final InputPort in = inputPort("in", "messages");
    final OutputPort out = outputPort("out", "the same, later").passes(in);
    final OutputPort errored = outputPort("errored", "what cannot be sent");
    private final Option<Duration> time = option("time").duration().required().help("how long each message waits");
    private final Option<Long> maxWaiting = option("max_waiting")
            .integer()
            .defaultsTo("1024")
            .help("so many messages wait in a worker before what sends to it is held back");

    private final Deque<Waiting> waiting = new ArrayDeque<>();

    @Override
    protected String help() {
        return "sends messages on later";
    }

    @Override
    protected void configure(ComponentContext context) {
        Checks.between(maxWaiting, 1, 10_000_000);
    }

    @Override
    protected int mostReceipts() {
        return Math.toIntExact(maxWaiting.get());
    }

    @Override
    protected void process(InputPort port, Message message) {
        if (time.get().isZero()) {
            out.send(message);
            return;
        }
        waiting.add(new Waiting(
                message, context().retain(), context().clock().instant().plus(time.get())));
        if (waiting.size() == 1) {
            startTimer();
        }
    }

    private void startTimer() {
        Waiting next = waiting.element();
        Duration left = Duration.between(context().clock().instant(), next.due());
        context().after(left.isNegative() ? Duration.ZERO : left, this::sendDue);
    }

    private void sendDue() {
        Instant now = context().clock().instant();
        while (!waiting.isEmpty() && !waiting.element().due().isAfter(now)) {
            Waiting due = waiting.remove();
            due.receipt().answer(() -> out.send(due.message()));
        }
        if (!waiting.isEmpty()) {
            startTimer();
        }
    }
}
