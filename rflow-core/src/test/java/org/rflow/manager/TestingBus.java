package org.rflow.manager;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.rflow.bus.BusTimer;
import org.rflow.bus.Command;
import org.rflow.bus.CommandHandler;
import org.rflow.bus.Event;
import org.rflow.bus.ManagerBus;
import org.rflow.bus.Reply;

/** A bus whose thread is the test's and whose time stands still until it is told. */
final class TestingBus implements ManagerBus, InstantSource {
    /** Carries out a command, as the worker at the other end would. */
    @FunctionalInterface
    interface Peer {
        void onCommand(UUID worker, Command command, CommandHandler.Answer answer);
    }

    private record Planned(Instant due, long number, Runnable task) {}

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<Planned> timers = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final Map<UUID, List<Consumer<Reply>>> open = new HashMap<>();
    private final Peer peer;
    private Instant now = Instant.ofEpochSecond(1_000_000);
    private long numbers;

    TestingBus(Peer peer) {
        this.peer = peer;
    }

    @Override
    public void send(UUID worker, Command command, Duration deadline, Consumer<Reply> callback) {
        AtomicBoolean answered = new AtomicBoolean();
        Consumer<Reply> once = reply -> execute(() -> {
            if (answered.compareAndSet(false, true)) {
                callback.accept(reply);
            }
        });
        open.computeIfAbsent(worker, any -> new ArrayList<>()).add(once);
        execute(() -> peer.onCommand(worker, command, once::accept));
    }

    @Override
    public boolean isRegistered(UUID worker) {
        return true;
    }

    @Override
    public void forget(UUID worker, String why) {
        open.getOrDefault(worker, List.of()).forEach(callback -> callback.accept(Reply.error(why)));
        open.remove(worker);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public BusTimer schedule(Duration delay, Runnable task) {
        Planned planned = new Planned(now.plus(delay), numbers++, task);
        timers.add(planned);
        return () -> timers.remove(planned);
    }

    @Override
    public void publish(Event event) {
        events.add(event.kind() + " " + event.name() + " " + event.text());
    }

    @Override
    public Instant instant() {
        return now;
    }

    List<String> events() {
        return List.copyOf(events);
    }

    /** Does all there is to do now. */
    void run() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    /** Lets time pass, with everything that happens in it. */
    void advance(Duration duration) {
        Instant end = now.plus(duration);
        run();
        while (timers.stream().anyMatch(timer -> !timer.due().isAfter(end))) {
            Planned next = timers.stream()
                    .min(Comparator.comparing(Planned::due).thenComparing(Planned::number))
                    .orElseThrow();
            timers.remove(next);
            now = next.due();
            next.task().run();
            run();
        }
        now = end;
    }

    /** Lets time pass in which nobody runs, as when the machine sleeps. */
    void sleep(Duration duration) {
        now = now.plus(duration);
    }
}
