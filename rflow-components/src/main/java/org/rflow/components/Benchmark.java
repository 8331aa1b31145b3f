package org.rflow.components;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/**
 * Measures what passes: messages a second, and how long they took from the component of this type before it. The first on a message's way marks one of
 * {@code sample}, by the property {@code benchmark.micros}; each further one measures those that are marked. A summary is logged, and sent on
 * {@code summary}, at the end and with {@code interval} again and again.
 *
 * <pre>{@code
 * components:
 *   numbers: { type: generate, options: { value: n, count: 100000 } }
 *   begin:   { type: benchmark }
 *   end:     { type: benchmark, options: { interval: 10s } }
 * connections:
 *   - numbers#out => begin#in
 *   - begin#out => end#in
 * }</pre>
 *
 * <p>A summary is a row of {@code messages}, {@code seconds} (from the first message to the last), {@code rate} (messages a second), and, when any were
 * measured, {@code measured}, {@code p50}, {@code p99} and {@code max} in microseconds, to 3 %. Times are the machine's clock's.
 */
public final class Benchmark extends Component {
    /** When the message was marked, in microseconds since 1970. */
    static final String MARK = "benchmark.micros";

    final InputPort in = inputPort("in", "messages");
    final OutputPort out = outputPort("out", "the same").passes(in);
    final OutputPort summary =
            outputPort("summary", "rows of what was measured").gives(CoreTypes.ROW);
    final OutputPort errored = outputPort("errored", "messages with a mark that is none");
    private final Option<Duration> interval =
            option("interval").duration().help("say what was measured so far at every interval as well");
    private final Option<Long> sample =
            option("sample").integer().defaultsTo("100").help("mark one of so many messages; 0 marks none");

    private final Latencies latencies = new Latencies();
    private @Nullable Instant begun;
    private Instant latest = Instant.EPOCH;
    private long messages;
    private long untilMark;

    @Override
    protected String help() {
        return "measures the rate and the latency of what passes";
    }

    @Override
    protected void configure(ComponentContext context) {
        Checks.aboveZero(interval);
        Checks.atLeast(sample, 0);
    }

    @Override
    protected void run() {
        interval.find().ifPresent(time -> context().every(time, this::summarize));
    }

    @Override
    protected void process(InputPort port, Message message) {
        String mark = message.properties().get(MARK);
        Message passed = message;
        if (mark != null) {
            latencies.add(micros(now()) - micros(mark));
        } else if (isMarked()) {
            passed = message.withProperty(MARK, Long.toString(micros(now())));
        }
        if (messages++ == 0) {
            begun = now();
        }
        out.send(passed);
    }

    private boolean isMarked() {
        if (sample.get() == 0 || untilMark-- > 0) {
            return false;
        }
        untilMark = sample.get() - 1;
        return true;
    }

    private static long micros(String mark) {
        try {
            return Long.parseLong(mark);
        } catch (NumberFormatException e) {
            throw new MessageException("property '" + MARK + "' is '" + mark + "', no number", e);
        }
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    }

    private Instant now() {
        return context().clock().instant();
    }

    /** The clock is read once for what came together. */
    @Override
    protected void endOfBatch() {
        latest = now();
    }

    @Override
    protected void shutdown() {
        summarize();
    }

    private void summarize() {
        Instant first = begun == null ? latest : begun;
        double seconds = Math.max(0, Duration.between(first, latest).toNanos() / 1e9);
        Map<String, String> row = new LinkedHashMap<>();
        row.put("messages", Long.toString(messages));
        row.put("seconds", String.format(Locale.ROOT, "%.3f", seconds));
        row.put("rate", seconds == 0 ? "" : Long.toString(Math.round(messages / seconds)));
        if (latencies.count() > 0) {
            row.put("measured", Long.toString(latencies.count()));
            row.put("p50", Long.toString(latencies.quantile(0.5)));
            row.put("p99", Long.toString(latencies.quantile(0.99)));
            row.put("max", Long.toString(latencies.greatest()));
        }
        context().log().info("component '{}' measured {}", context().name(), row);
        summary.send(Message.of(row));
    }
}
