package org.rflow.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.rflow.component.ComponentContext;
import org.rflow.component.ComponentRunner;
import org.rflow.component.Mailbox;
import org.rflow.component.Receipt;
import org.rflow.message.DataTypes;

/**
 * A context without a worker: time is a {@link TestingClock}, and blocking work, next ticks and mailboxes wait until
 * {@link #work} does them on the calling thread, in the order they came. Used by the thread of the test, but for
 * {@link #nextTick}, {@link #wake} and mailboxes.
 */
public final class TestingContext implements ComponentContext {
    private static final Logger LOG = LogManager.getLogger(TestingContext.class);

    private final Path directory;
    private final TestingClock clock;
    private final Place place;
    private final DataTypes types = new DataTypes();
    private final Deque<Work> tasks = new ArrayDeque<>();
    private final ConcurrentLinkedQueue<Work> ticks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean awake = new AtomicBoolean(true);
    private @Nullable ComponentRunner runner;
    private @Nullable String position;
    private boolean closed;
    private int failures;

    /** Which worker the component believes to be in: the {@code index}-th of {@code count}, perhaps after a restart. */
    public record Place(int index, int count, boolean restarted) {
        /** The only worker of its shard, new. */
        public static final Place ALONE = new Place(1, 1, false);
    }

    /** The directory is the application directory; below it is the run directory. */
    public TestingContext(Path directory, TestingClock clock, Place place) {
        this.directory = directory;
        this.clock = clock;
        this.place = place;
    }

    /** A callback that waits for its turn. */
    @FunctionalInterface
    interface Work {
        void call() throws Exception;
    }

    /** Alone in its shard, on a clock of its own. */
    public TestingContext(Path directory) {
        this(directory, new TestingClock(), Place.ALONE);
    }

    /** The component is gone: its timers and what waits are never called. */
    void close() {
        closed = true;
        tasks.clear();
        ticks.clear();
    }

    /** The runner whose callbacks the waiting work becomes. */
    public void attach(ComponentRunner newRunner) {
        runner = newRunner;
    }

    /** Does all that waits: blocking tasks with their results, next ticks. Returns whether there was any. */
    public boolean work() throws Exception {
        boolean worked = false;
        for (Work next = next(); next != null; next = next()) {
            inside(next);
            worked = true;
        }
        return worked;
    }

    private @Nullable Work next() {
        Work tick = ticks.poll();
        return tick != null ? tick : tasks.poll();
    }

    private void inside(Work work) throws Exception {
        if (runner == null) {
            work.call();
        } else {
            runner.inside(work::call);
        }
    }

    /** Whether {@link #wake} was called, or a timer fired, since the last question. */
    boolean takeWake() {
        return awake.getAndSet(false);
    }

    /** The position given last, until it is taken. */
    public Optional<String> position() {
        return Optional.ofNullable(position);
    }

    /** Blocking tasks that failed without a handler for it. */
    public int failures() {
        return failures;
    }

    @Override
    public String name() {
        return "tested";
    }

    @Override
    public String uuid() {
        return "00000000-0000-4000-8000-00000000000" + place.index();
    }

    @Override
    public String workerName() {
        return "testing-" + place.index();
    }

    @Override
    public int workerIndex() {
        return place.index();
    }

    @Override
    public int workerCount() {
        return place.count();
    }

    @Override
    public boolean isRestarted() {
        return place.restarted();
    }

    @Override
    public String shardName() {
        return "testing";
    }

    @Override
    public String flowName() {
        return "testing";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of();
    }

    @Override
    public Path resolve(Path path) {
        return directory.resolve(path);
    }

    @Override
    public Path runDirectory() {
        try {
            return Files.createDirectories(directory.resolve("run").resolve(workerName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public DataTypes types() {
        return types;
    }

    @Override
    public Logger log() {
        return LOG;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        return clock.after(delay, () -> fire(action))::run;
    }

    @Override
    public Timer every(Duration interval, Runnable action) {
        return new Periodic(interval, action);
    }

    private void fire(Runnable action) {
        if (closed) {
            return;
        }
        awake.set(true);
        try {
            inside(action::run);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Periodic implements Timer {
        private final Duration interval;
        private final Runnable action;
        private Runnable cancel;

        Periodic(Duration interval, Runnable action) {
            if (interval.isZero()) {
                throw new IllegalArgumentException("a timer needs an interval above 0");
            }
            this.interval = interval;
            this.action = action;
            this.cancel = clock.after(interval, this::again);
        }

        private void again() {
            if (!closed) {
                cancel = clock.after(interval, this::again);
                fire(action);
            }
        }

        @Override
        public void cancel() {
            cancel.run();
        }
    }

    @Override
    public <T> void blocking(Callable<T> task, Consumer<T> result, Consumer<Exception> failure) {
        tasks.add(() -> run(task, result, failure));
    }

    private static <T> void run(Callable<T> task, Consumer<T> result, Consumer<Exception> failure) {
        T value;
        try {
            value = task.call();
        } catch (Exception e) {
            failure.accept(e);
            return;
        }
        result.accept(value);
    }

    @Override
    public <T> void blocking(Callable<T> task, Consumer<T> result) {
        blocking(task, result, e -> {
            failures++;
            LOG.error("blocking work of a component failed", e);
        });
    }

    @Override
    public void nextTick(Runnable action) {
        ticks.add(action::run);
    }

    @Override
    public void wake() {
        awake.set(true);
    }

    @Override
    public <T> Mailbox<T> mailbox(int capacity, Consumer<T> handler) {
        return new TestingMailbox<>(capacity, handler, ticks::add);
    }

    @Override
    public Receipt retain() {
        if (runner == null) {
            throw new IllegalStateException("no message is being processed");
        }
        return runner.retain();
    }

    @Override
    public void position(String newPosition) {
        position = newPosition;
    }
}
