package org.rflow.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rflow.component.Arrival;
import org.rflow.component.Component;
import org.rflow.component.ComponentDescription;
import org.rflow.component.ComponentRunner;
import org.rflow.component.ConfigurationException;
import org.rflow.component.InputPort;
import org.rflow.component.Outlet;
import org.rflow.component.Reach;
import org.rflow.message.Message;
import org.rflow.model.ComponentType;
import org.rflow.model.KeySlots;
import org.rflow.model.PortDirection;
import org.rflow.model.PortRef;
import org.rflow.model.PortType;
import org.rflow.testing.ComponentTester.Mode;

/** One play of a script in one mode: the part of a worker's loop in small. Used once, by one thread. */
final class TesterRun {
    private static final int MOST_POLLS = 10_000_000;

    private final TesterScript script;
    private final Mode mode;
    private final Path directory;
    private final TestingClock clock = new TestingClock();
    private final Map<String, List<Message>> messages = new LinkedHashMap<>();
    private final List<Exception> failures = new ArrayList<>();
    private final TypePromises promises;
    private ComponentType type;
    private ComponentRunner runner;
    private TestingContext context;
    private Component.Poll poll = Component.Poll.MORE;
    private int polls;
    private boolean refusing;

    TesterRun(TesterScript script, Mode mode) {
        this.script = script;
        this.mode = mode;
        try {
            directory = Files.createTempDirectory("component-tester-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Component component = script.newComponent();
        type = ComponentDescription.of(component, "tested");
        promises = new TypePromises(type);
        context = new TestingContext(directory, clock, script.place(false));
        runner = newRunner(component);
    }

    TesterResult play() {
        try {
            writeFiles();
            String problem = configure();
            if (problem.isEmpty()) {
                perform();
                promises.check(messages);
            }
            return new TesterResult(messages, failures, problem, readFiles());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(mode + ": a callback of the component failed: " + e, e);
        } finally {
            removeFiles();
        }
    }

    private ComponentRunner newRunner(Component component) {
        ComponentRunner made = new ComponentRunner(component, "tested", failed -> failures.add(failed.cause()));
        context.attach(made);
        return made;
    }

    private String configure() throws Exception {
        try {
            runner.configure(script.options(), context);
        } catch (ConfigurationException e) {
            return String.valueOf(e.getMessage());
        }
        connect();
        return "";
    }

    private void connect() {
        for (PortType port : type.ports()) {
            if (port.direction() == PortDirection.OUTPUT
                    && !script.unconnected().contains(port.name())) {
                runner.outputPort(port.name()).orElseThrow().add(null, outlet(port.name()));
            }
        }
        for (PortRef keyed : script.keyed()) {
            String key = keyed.key().orElseThrow();
            runner.outputPort(keyed.port())
                    .orElseThrow(() -> new AssertionError("there is no output port '" + keyed.port() + "'"))
                    .add(key, outlet(keyed.port() + "[" + key + "]"));
        }
    }

    private Outlet outlet(String port) {
        return new TesterOutlet(messages.computeIfAbsent(port, name -> new ArrayList<>()), () -> refusing);
    }

    private void perform() throws Exception {
        try {
            runner.run();
            settle();
            pollAll();
            for (TesterScript.Step step : script.steps()) {
                step.play(this);
                pollAll();
            }
            settle();
            runner.stopSources();
            settle();
            runner.shutdown();
            settle();
            if (runner.retained() > 0) {
                throw new AssertionError(mode + ": " + runner.retained() + " receipts were never released");
            }
        } finally {
            runner.cleanup();
        }
    }

    void send(String portText, Message message) throws Exception {
        PortRef ref = PortRef.parse("tested#" + (portText.isEmpty() ? onlyInput() : portText));
        InputPort port = runner.inputPort(ref.port())
                .orElseThrow(() -> new AssertionError("there is no input port '" + ref.port() + "'"));
        promises.received(ref.port(), message);
        offer(runner.reachable(port));
        runner.deliver(new Arrival(port, ref.key().orElse(null), "test#out => " + ref), message);
        if (mode == Mode.ITEM_BY_ITEM) {
            settle();
        } else if (mode == Mode.RESTARTED) {
            restart();
        }
    }

    private String onlyInput() {
        List<String> inputs = type.ports().stream()
                .filter(port -> port.direction() == PortDirection.INPUT)
                .map(PortType::name)
                .toList();
        if (inputs.size() != 1) {
            throw new AssertionError("the component has the input ports " + inputs + ": use sendTo(port, ...)");
        }
        return inputs.get(0);
    }

    void act(ComponentTester.Action action) throws Exception {
        settle();
        action.act(context);
        settle();
    }

    void advance(Duration time) throws Exception {
        settle();
        clock.advance(time);
        settle();
    }

    /** In the refusing mode every other offer is refused: what the loop then does is what matters. */
    private void offer(Reach reach) throws Exception {
        refusing = mode == Mode.REFUSING;
        if (reach.outlets().stream().anyMatch(Outlet::isFull)) {
            settle();
        }
        refusing = false;
    }

    private void settle() throws Exception {
        do {
            runner.endOfBatch();
        } while (context.work());
    }

    private void pollAll() throws Exception {
        boolean polled = false;
        while (runner.isSource() && mayPoll()) {
            polled = true;
            offer(runner.reachable());
            poll = runner.poll();
            if (++polls > MOST_POLLS) {
                throw new AssertionError("the source was polled " + MOST_POLLS + " times and was not done");
            }
            if (mode != Mode.ALL_AT_ONCE) {
                settle();
            }
            if (mode == Mode.RESTARTED
                    && poll != Component.Poll.DONE
                    && context.position().isPresent()) {
                restart();
            }
        }
        if (polled) {
            settle();
        }
    }

    private boolean mayPoll() {
        return poll == Component.Poll.MORE || (poll == Component.Poll.IDLE && context.takeWake());
    }

    private void restart() throws Exception {
        settle();
        if (context.position().isPresent()) {
            runner.positionDone(context.position().get());
        }
        byte[][] slots = new byte[KeySlots.COUNT][];
        for (int slot = 0; slot < slots.length; slot++) {
            slots[slot] = runner.snapshot(slot);
        }
        runner.cleanup();
        context.close();
        context = new TestingContext(directory, clock, script.place(true));
        runner = newRunner(script.newComponent());
        runner.configure(script.options(), context);
        for (int slot = 0; slot < slots.length; slot++) {
            if (slots[slot].length > 0) {
                runner.restore(slot, slots[slot]);
            }
        }
        connect();
        runner.run();
    }

    private void writeFiles() throws IOException {
        for (Map.Entry<String, byte[]> file : script.files().entrySet()) {
            Path path = directory.resolve(file.getKey());
            Path parent = path.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.write(path, file.getValue());
        }
    }

    private Map<String, byte[]> readFiles() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                files.put(directory.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }

    private void removeFiles() {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
