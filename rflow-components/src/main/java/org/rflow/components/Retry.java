package org.rflow.components;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ComponentRunner;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.component.Receipt;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/**
 * Sends messages to something that fails at times, and once more those that come back. What comes on {@code in} goes to {@code out} at once; what comes back on
 * {@code retry} goes there again after {@code backoff}, which doubles each time up to {@code max_backoff}; after {@code retries} times it goes to
 * {@code errored}, with the last reason in the property {@code rflow.error}.
 *
 * <pre>{@code
 * components:
 *   patiently: { type: retry, options: { retries: 5, backoff: 200ms } }
 *   fragile:   { type: exec, options: { command: "curl -sf --data-binary @- http://localhost:8080/" } }
 *   given_up:  { type: file_out, options: { path: given_up.txt } }
 * connections:
 *   - patiently#out => fragile#in
 *   - fragile#errored => patiently#retry
 *   - patiently#errored => given_up#in
 * }</pre>
 *
 * <p>A component that can be asked itself needs none of this: each may have {@code retries} beside its {@code options}. This one is for
 * what fails several steps away, or in another process. How often a message has come back stands in its property {@code rflow.retries},
 * so what lies between has to keep properties, as {@code errored} ports do. At most {@code max_waiting} wait in a worker;
 * what comes back beyond that goes to {@code errored}. In a flow that promises at-least-once the way back has to be
 * {@code guarantee: best-effort}, as every circle needs one such connection.
 */
public final class Retry extends Component {
    /** How often a message has come back. */
    static final String RETRIES = "rflow.retries";

    private static final long MOST_WAITING = 1000;
    private static final int MOST_DOUBLINGS = 30;

    final InputPort in = inputPort("in", "messages");
    final InputPort retry = inputPort("retry", "messages that came back").writes();
    final OutputPort out =
            outputPort("out", "the same, some of them several times").passes(in, retry);
    final OutputPort errored = outputPort("errored", "messages that came back too often");
    private final Option<Long> retries =
            option("retries").integer().defaultsTo("3").help("how often a message is sent again");
    private final Option<Duration> backoff =
            option("backoff").duration().defaultsTo("1s").help("the pause before that; it doubles each time");
    private final Option<Duration> maxBackoff =
            option("max_backoff").duration().defaultsTo("1m").help("the longest pause");
    private final Option<Long> maxWaiting = option("max_waiting")
            .integer()
            .defaultsTo("1000")
            .help("so many wait in a worker at most; no more than 1000");

    private long waiting;

    @Override
    protected String help() {
        return "sends messages again that come back";
    }

    @Override
    protected void configure(ComponentContext context) {
        Checks.between(retries, 0, Integer.MAX_VALUE);
        Checks.between(maxWaiting, 1, MOST_WAITING);
    }

    @Override
    protected void process(InputPort port, Message message) {
        if (port == in) {
            out.send(message.properties().containsKey(RETRIES) ? asNew(message) : message);
            return;
        }
        long before = times(message);
        if (before >= retries.get()) {
            throw new MessageException("came back " + (before + 1) + " times" + reason(message));
        }
        if (waiting >= maxWaiting.get()) {
            throw new MessageException("came back while " + waiting + " others wait already" + reason(message));
        }
        Receipt receipt = context().retain();
        Message again = message.withProperty(RETRIES, Long.toString(before + 1));
        waiting++;
        context().after(pause(before), () -> {
            waiting--;
            receipt.answer(() -> out.send(again));
        });
    }

    /** Without what another component like this one counted. */
    private static Message asNew(Message message) {
        Map<String, String> properties = new LinkedHashMap<>(message.properties());
        properties.remove(RETRIES);
        return message.withProperties(properties);
    }

    private static long times(Message message) {
        String text = message.properties().getOrDefault(RETRIES, "0");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MessageException("property '" + RETRIES + "' is '" + text + "', no number", e);
        }
    }

    private static String reason(Message message) {
        return Optional.ofNullable(message.properties().get(ComponentRunner.ERROR))
                .map(reason -> "; " + reason)
                .orElse("");
    }

    private Duration pause(long before) {
        Duration pause = backoff.get().multipliedBy(1L << Math.min(MOST_DOUBLINGS, before));
        return pause.compareTo(maxBackoff.get()) < 0 ? pause : maxBackoff.get();
    }
}
