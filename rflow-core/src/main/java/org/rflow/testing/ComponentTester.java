package org.rflow.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.message.Message;
import org.rflow.model.PortRef;

/**
 * Plays a script against a component without a flow and compares what it sends, in every {@link Mode}: what holds in one
 * order of the loop's work must hold in each. A mode has a new component, a new application directory below the system's
 * temporary directory (removed afterwards) and a {@link TestingClock}.
 *
 * <pre>{@code
 * ComponentTester.of(Filter::new)
 *         .option("expression", "data % 2 == 0")
 *         .send(0, 1, 2)
 *         .expect("filtered", 0, 2);
 * }</pre>
 *
 * <p>All outputs are connected, {@code errored} too. A pulled source is polled until it is done, or idle at the end
 * of the script. Differences are {@link AssertionError}s; so are messages of another type than their port declares to give.
 */
public final class ComponentTester {
    /** The order in which a loop may work. */
    public enum Mode {
        /** The batch ends after every message, and blocking work is done at once. */
        ITEM_BY_ITEM,
        /** All messages come in one batch; blocking work is done at its end. */
        ALL_AT_ONCE,
        /** Outputs are full at every other offer: the batch ends there, and the message is offered again. */
        REFUSING,
        /** After every message the component is replaced by a new one that gets the old one's state and position. */
        RESTARTED
    }

    private final TesterScript script;
    private final Set<Mode> modes = new LinkedHashSet<>(Arrays.asList(Mode.values()));
    private final Map<Mode, TesterResult> results = new EnumMap<>(Mode.class);
    private boolean failuresExpected;

    private ComponentTester(TesterScript script) {
        this.script = script;
    }

    public static ComponentTester of(Supplier<? extends Component> component) {
        return new ComponentTester(new TesterScript(component));
    }

    public ComponentTester option(String name, String text) {
        script.options().put(name, text);
        return changed();
    }

    /** Which worker of how many the component is in; the first of 1 by default. */
    public ComponentTester worker(int index, int count) {
        script.worker(index, count);
        return changed();
    }

    /** Puts a file into the application directory beforehand. */
    public ComponentTester file(String path, String text) {
        return file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public ComponentTester file(String path, byte[] content) {
        script.files().put(path, content);
        return changed();
    }

    /** Only these modes: for a component whose outside world cannot bear the others. */
    public ComponentTester modes(Mode first, Mode... more) {
        modes.clear();
        modes.add(first);
        modes.addAll(List.of(more));
        return changed();
    }

    /** Leaves an output port without a connection. */
    public ComponentTester unconnected(String port) {
        script.unconnected().add(port);
        return changed();
    }

    /** Sends to the only input port. Data is a whole number, text, bytes, a row (a map of texts) or a {@link Message}. */
    public ComponentTester send(Object... data) {
        return sendTo("", data);
    }

    /** Sends to a port, {@code "in"}, by a connection with a key, {@code "in[key]"}. */
    public ComponentTester sendTo(String port, Object... data) {
        for (Object datum : data) {
            Message message = TesterData.message(datum);
            script.steps().add(run -> run.send(port, message));
        }
        return changed();
    }

    /** Lets time pass, with all its timers. */
    public ComponentTester advance(Duration time) {
        script.steps().add(run -> run.advance(time));
        return changed();
    }

    /** Does something in the midst of the script, in every mode. */
    public ComponentTester then(Action action) {
        script.steps().add(run -> run.act(action));
        return changed();
    }

    private ComponentTester changed() {
        results.clear();
        return this;
    }

    /** Expects that exactly these were sent on a port {@code "out"}, or on its key {@code "out[key]"}, in this order. */
    public ComponentTester expect(String port, Object... data) {
        List<Object> expected = Arrays.stream(data).map(TesterData::comparable).toList();
        results(port).forEach((mode, result) -> {
            List<Object> found =
                    result.sent(port).stream().map(TesterData::comparable).toList();
            if (!TesterData.same(expected, found)) {
                throw new AssertionError(mode + ": expected on '" + port + "': " + expected + "\n but was: " + found);
            }
        });
        return this;
    }

    /** Expects so many failures, in order, each text part of one; to be said before other expectations. */
    public ComponentTester expectFailure(String... parts) {
        failuresExpected = true;
        results("").forEach((mode, result) -> {
            if (!result.failedWith(parts)) {
                throw new AssertionError(
                        mode + ": expected failures with " + List.of(parts) + "\n but was: " + result.failures());
            }
        });
        return this;
    }

    /** Expects that the component refuses its options with a text that has this part. */
    public ComponentTester expectProblem(String part) {
        failuresExpected = true;
        results("").forEach((mode, result) -> {
            if (!result.problem().contains(part)) {
                throw new AssertionError(
                        mode + ": expected a problem with '" + part + "' but was: '" + result.problem() + "'");
            }
        });
        return this;
    }

    /** Expects a file of the application directory to have this content at the end. */
    public ComponentTester expectFile(String path, String text) {
        results("").forEach((mode, result) -> {
            byte @Nullable [] content = result.files().get(path);
            String found = content == null ? "no such file" : new String(content, StandardCharsets.UTF_8);
            if (!found.equals(text)) {
                throw new AssertionError(mode + ": expected in '" + path + "': " + text + "\n but was: " + found);
            }
        });
        return this;
    }

    /** What was sent on a port or one of its keys, from the first mode, for a test's own questions. */
    public List<Message> sent(String port) {
        return new ArrayList<>(results(port).values().iterator().next().sent(port));
    }

    private Map<Mode, TesterResult> results(String port) {
        if (port.contains("[") && script.keyed().add(PortRef.parse("tested#" + port))) {
            results.clear();
        }
        for (Mode mode : modes) {
            results.computeIfAbsent(mode, each -> new TesterRun(script, each).play());
        }
        if (!failuresExpected) {
            results.forEach((mode, result) -> result.throwIfFailed(mode));
        }
        return results;
    }

    /** Something a test does in the midst of a script. */
    @FunctionalInterface
    public interface Action {
        void act(TestingContext context) throws Exception;
    }
}
