package org.rflow.bus;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/** What a bus thread has to do besides its sockets: tasks from other threads, and tasks at their time. */
final class Agenda {
    private final LongSupplier nanoTime;
    private final Runnable wake;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Appointment> appointments =
            new PriorityQueue<>(Comparator.comparingLong(Appointment::dueNanos).thenComparingLong(Appointment::number));
    private final long origin;
    private long scheduled;

    Agenda(LongSupplier nanoTime, Runnable wake) {
        this.nanoTime = nanoTime;
        this.wake = wake;
        this.origin = nanoTime.getAsLong();
    }

    /** Called by any thread. */
    void execute(Runnable task) {
        tasks.add(task);
        wake.run();
    }

    /** Called only by the bus thread, like all that follows. */
    BusTimer schedule(Duration delay, Runnable task) {
        Appointment appointment = new Appointment(now() + delay.toNanos(), scheduled++, task);
        appointments.add(appointment);
        return () -> appointments.remove(appointment);
    }

    /** Runs what is due now; what comes in meanwhile waits for the next turn. */
    void run() {
        for (int left = tasks.size(); left > 0; left--) {
            Runnable task = tasks.poll();
            if (task != null) {
                task.run();
            }
        }
        long now = now();
        for (Appointment next = appointments.peek();
                next != null && next.dueNanos() <= now;
                next = appointments.peek()) {
            appointments.remove();
            next.task().run();
        }
    }

    /** How long nothing will be due, at most {@code max}. */
    Duration quiet(Duration max) {
        if (!tasks.isEmpty()) {
            return Duration.ZERO;
        }
        Appointment next = appointments.peek();
        long nanos = next == null ? max.toNanos() : Math.min(max.toNanos(), next.dueNanos() - now());
        return Duration.ofNanos(Math.max(0, nanos));
    }

    private long now() {
        return nanoTime.getAsLong() - origin;
    }

    /** A task at its time, counted from the agenda's beginning; equal times keep the order of scheduling. */
    private record Appointment(long dueNanos, long number, Runnable task) {}
}
