package org.rflow.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.component.ComponentContext;
import org.rflow.component.ComponentRunner;
import org.rflow.component.Mailbox;
import org.rflow.component.Receipt;
import org.rflow.message.DataTypes;
import org.rflow.model.ComponentSpec;
import org.rflow.model.WorkerPlan;

/** A component's view of its worker. Used only by the loop thread, but for {@link #wake} and {@link #nextTick}. */
final class WorkerContext implements ComponentContext {
    private final WorkerPlan plan;
    private final ComponentSpec spec;
    private final WorkerServices services;
    private final Logger log;
    private final List<CellTimer> timers = new ArrayList<>();
    private final List<LoopMailbox<?>> mailboxes = new ArrayList<>();
    private final Optional<String> lastPosition;
    private int tasks;

    WorkerContext(WorkerPlan plan, ComponentSpec spec, WorkerServices services, Optional<String> lastPosition) {
        this.plan = plan;
        this.spec = spec;
        this.services = services;
        this.lastPosition = lastPosition;
        this.log = LogManager.getLogger("component." + spec.name());
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public String uuid() {
        return spec.uuid().toString();
    }

    @Override
    public String workerName() {
        return plan.name();
    }

    @Override
    public int workerIndex() {
        return plan.index();
    }

    @Override
    public int workerCount() {
        return plan.shardCount();
    }

    @Override
    public boolean isRestarted() {
        return services.isRestarted();
    }

    @Override
    public Optional<String> lastPosition() {
        return lastPosition;
    }

    @Override
    public String shardName() {
        return plan.shard();
    }

    @Override
    public String flowName() {
        return plan.flow();
    }

    @Override
    public Map<String, String> settings() {
        return plan.settings();
    }

    @Override
    public Path resolve(Path path) {
        return services.applicationDirectory().resolve(path).normalize();
    }

    @Override
    public Path runDirectory() {
        Path directory = services.runDirectory()
                .resolve("components")
                .resolve(spec.name())
                .resolve(plan.name());
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + directory, e);
        }
    }

    @Override
    public DataTypes types() {
        return services.types();
    }

    @Override
    public Logger log() {
        return log;
    }

    @Override
    public InstantSource clock() {
        return services.clock();
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        return timer(delay, action, false);
    }

    @Override
    public Timer every(Duration interval, Runnable action) {
        return timer(interval, action, true);
    }

    private Timer timer(Duration interval, Runnable action, boolean again) {
        CellTimer timer = new CellTimer(services, this, interval, action, again);
        timers.add(timer);
        timer.start();
        return timer;
    }

    void ended(CellTimer timer) {
        timers.remove(timer);
        services.changed();
    }

    @Override
    public <T> void blocking(Callable<T> task, Consumer<T> result) {
        blocking(task, result, failure -> log.error("Unhandled error on worker thread", failure));
    }

    @Override
    public <T> void blocking(Callable<T> task, Consumer<T> result, Consumer<Exception> failure) {
        tasks++;
        services.pool().execute(() -> {
            Runnable answer = answer(task, result, failure);
            services.loop().execute(() -> {
                tasks--;
                run(answer);
                services.changed();
            });
        });
    }

    private static <T> Runnable answer(Callable<T> task, Consumer<T> result, Consumer<Exception> failure) {
        try {
            T value = task.call();
            return () -> result.accept(value);
        } catch (Exception e) {
            return () -> failure.accept(e);
        }
    }

    @Override
    public void nextTick(Runnable action) {
        services.loop().execute(() -> run(action));
    }

    /** Runs an action as a callback of this component; what it throws is logged and goes no further. */
    void run(Runnable action) {
        try {
            runner().inside(action::run);
        } catch (Exception e) {
            log.error("component '{}' failed in a timer or result", name(), e);
        }
    }

    @Override
    public void wake() {
        services.loop().execute(() -> services.cell(name()).awake());
    }

    @Override
    public <T> Mailbox<T> mailbox(int capacity, Consumer<T> handler) {
        LoopMailbox<T> mailbox = new LoopMailbox<>(capacity, handler, services.loop()::wake);
        mailboxes.add(mailbox);
        return mailbox;
    }

    @Override
    public Receipt retain() {
        return runner().retain();
    }

    @Override
    public void position(String position) {
        services.position(name(), position);
    }

    @Override
    public void series(int number) {
        services.cell(name()).series(number);
    }

    private ComponentRunner runner() {
        return services.cell(name()).runner();
    }

    /** Whether timers of this component have to wait because what it feeds is full. */
    boolean mayFire() {
        return services.mayFeed(name());
    }

    /** Hands waiting mail to the component while {@link #mayFire}; returns how many. */
    int deliverMail() {
        int delivered = 0;
        for (LoopMailbox<?> mailbox : mailboxes) {
            delivered += mailbox.deliver(this);
        }
        return delivered;
    }

    void stopSources(boolean source) {
        mailboxes.forEach(LoopMailbox::close);
        if (source) {
            List.copyOf(timers).forEach(CellTimer::cancel);
        }
    }

    void close() {
        mailboxes.forEach(LoopMailbox::close);
        List.copyOf(timers).forEach(CellTimer::cancel);
    }

    /** Whether no open mailbox and, in a source, no timer and no task can bring anything new. */
    boolean isQuietSource(boolean source) {
        boolean mailClosed = mailboxes.stream().allMatch(mailbox -> mailbox.isClosed() && mailbox.size() == 0);
        return mailClosed && (!source || (timers.isEmpty() && tasks == 0));
    }

    long pending() {
        return tasks + mailboxes.stream().mapToLong(LoopMailbox::size).sum();
    }
}
