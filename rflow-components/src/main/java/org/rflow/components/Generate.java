package org.rflow.components;

import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime.Program;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;

/**
 * Makes messages: the same {@code text} again and again, or what the CEL expression {@code value} gives for {@code n}, which counts from 1, and
 * {@code worker}, the number of the worker in its shard. A whole number becomes a number, a text a text, and a map, such as any JSON object, a document, or with
 * {@code as: row} a row.
 *
 * <pre>{@code
 * components:
 *   orders:
 *     type: generate
 *     options:
 *       value: '{"id": n, "customer": "c" + string(n % 7), "cents": n * 250}'
 *       count: 1000
 *       rate: 100
 * }</pre>
 *
 * <p>It goes on until {@code count} are made, or for ever, as fast as they are taken, or one at each {@code interval}, or {@code rate} of them a second.
 * What back-pressure holds up is made up for, but for no more than a second of it. Every worker of a shard makes them all. The same {@code n} always gives
 * the same, so this is a source with positions: where at-least-once is promised it goes on behind what was processed. An expression that
 * has no answer for some {@code n} ends the worker.
 */
public final class Generate extends Component {
    /** What a map becomes. */
    enum As {
        DOCUMENT,
        ROW
    }

    private static final int AT_ONCE = 100;
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    final OutputPort out = outputPort("out", "the messages");
    private final Option<String> value =
            option("value").text().help("CEL expression over n and worker; a number, a text or a map");
    private final Option<String> text = option("text").text().help("instead: the text that each message has");
    private final Option<As> as = option("as")
            .choice(As.class)
            .defaultsTo("document")
            .help("what to make of a map: a document, or a row of texts");
    private final Option<Long> count = option("count").integer().help("how many messages are made; without, no end");
    private final Option<Duration> interval = option("interval").duration().help("time before each message");
    private final Option<BigDecimal> rate = option("rate").decimal().help("instead: messages a second");

    private Optional<Checkpoint> checkpoint = Optional.empty();
    private @Nullable Program program;
    private long between;
    private long made;
    private long last = Long.MAX_VALUE;
    private Instant due = Instant.EPOCH;
    private boolean timed;
    private boolean stopped;

    @Override
    protected String help() {
        return "makes messages";
    }

    @Override
    protected boolean hasPositions() {
        return true;
    }

    @Override
    protected void configure(ComponentContext context) throws Exception {
        if (value.isSet() == text.isSet()) {
            throw new ConfigurationException("set one of the options 'value' and 'text'");
        }
        Checks.atLeast(count, 0);
        between = readPace();
        last = count.find().orElse(Long.MAX_VALUE);
        if (value.isSet()) {
            compile(context);
        }
        Checkpoint restart = new Checkpoint(context);
        checkpoint = Optional.of(restart);
        if (context.isRestarted()) {
            made = restart.lastPosition().map(Long::parseLong).orElse(0L);
        } else {
            restart.forget();
        }
    }

    /** Nanoseconds from message to message; 0 for as fast as they are taken. */
    private long readPace() {
        if (interval.isSet() && rate.isSet()) {
            throw new ConfigurationException("set one of the options 'interval' and 'rate', or none");
        }
        if (rate.isSet() && (rate.get().signum() <= 0 || rate.get().compareTo(NANOS) > 0)) {
            throw new ConfigurationException("option 'rate': " + rate.get() + " is not above 0, or above 10^9");
        }
        return rate.find()
                .map(perSecond ->
                        NANOS.divide(perSecond, 0, RoundingMode.HALF_UP).longValueExact())
                .or(() -> interval.find().map(Duration::toNanos))
                .orElse(0L);
    }

    private void compile(ComponentContext context) {
        try {
            program = CelEnvironment.compile(
                            value.get(), Map.of("n", SimpleType.INT, "worker", SimpleType.INT), SimpleType.DYN)
                    .program();
            make(1, context);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new ConfigurationException("option 'value': " + e.getMessage(), e);
        }
    }

    @Override
    protected void run() {
        due = context().clock().instant().plusNanos(interval.isSet() ? between : 0);
    }

    @Override
    protected Poll poll() {
        if (stopped || made >= last) {
            return Poll.DONE;
        }
        long ready = ready();
        for (long i = 1; i <= ready; i++) {
            long n = made + 1;
            // the position of many is that of the last of them, so it need not be written for each
            if (i == ready) {
                context().position(Long.toString(n));
            }
            Message message = make(n, context());
            made = n;
            out.send(message);
        }
        if (made >= last) {
            return Poll.DONE;
        }
        return between == 0 || ready == AT_ONCE ? Poll.MORE : pause();
    }

    /** How many may be made now, at most a hundred; they are then taken for made. */
    private long ready() {
        long most = Math.min(AT_ONCE, last - made);
        if (between == 0) {
            return most;
        }
        Instant now = context().clock().instant();
        Instant earliest = now.minus(Duration.ofSeconds(1)).minusNanos(between);
        due = due.isBefore(earliest) ? earliest : due;
        long late = Duration.between(due, now).toNanos();
        long ready = late < 0 ? 0 : Math.min(most, late / between + 1);
        due = due.plusNanos(ready * between);
        return ready;
    }

    private Poll pause() {
        if (!timed) {
            timed = true;
            Duration left = Duration.between(context().clock().instant(), due);
            context().after(left.isNegative() ? Duration.ZERO : left, () -> timed = false);
        }
        return Poll.IDLE;
    }

    private Message make(long n, ComponentContext context) {
        Program compiled = program;
        if (compiled == null) {
            return Message.of(text.get());
        }
        try {
            Object made = CelValues.plain(compiled.eval(Map.of("n", n, "worker", (long) context.workerIndex())));
            if (made instanceof Map<?, ?> fields) {
                return fields(fields);
            }
            if (made instanceof Long number) {
                return Message.of(number);
            }
            if (made instanceof String string) {
                return Message.of(string);
            }
            throw new IllegalStateException("for n = " + n + " it gives " + Json.write(Documents.value(made))
                    + "; a message is a whole number, a text or a map");
        } catch (CelEvaluationException e) {
            throw new IllegalStateException("for n = " + n + " it has no answer: " + e.getMessage(), e);
        }
    }

    private Message fields(Map<?, ?> fields) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        fields.forEach((name, field) -> document.put(String.valueOf(name), Documents.value(field)));
        if (as.get() == As.DOCUMENT) {
            return Message.of(Documents.TYPE, document);
        }
        Map<String, String> row = new LinkedHashMap<>();
        document.forEach((name, field) -> row.put(name, Fields.text(field)));
        return Message.of(row);
    }

    @Override
    protected void stopSources() {
        stopped = true;
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
