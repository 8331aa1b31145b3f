package org.rflow.manager;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.rflow.bus.Command;
import org.rflow.bus.CommandHandler;

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
    private final Peer peer;
    private Instant now = Instant.ofEpochSecond(1_000_000);
    private long numbers;
    private boolean stopped;

    TestingBus(Peer peer) {
        this.peer = peer;
    }

    @Override
    public void send(UUID worker, Command command, CommandHandler.Answer answer) {
        execute(() -> peer.onCommand(worker, command, reply -> execute(() -> answer.reply(reply))));
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        Planned planned = new Planned(now.plus(delay), numbers++, task);
        timers.add(planned);
        return () -> timers.remove(planned);
    }

    @Override
    public void publish(String kind, UUID subject, String name, String text) {
        events.add(kind + " " + name + " " + text);
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public Instant instant() {
        return now;
    }

    boolean isStopped() {
        return stopped;
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
