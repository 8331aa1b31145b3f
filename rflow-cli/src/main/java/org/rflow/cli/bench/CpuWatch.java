package org.rflow.cli.bench;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Notes every few milliseconds how much CPU time, of user and system, some processes have had together, and tells
 * afterwards how much it was between two moments. A process that has ended stays at what it last had.
 */
final class CpuWatch implements AutoCloseable {
    private static final long EVERY_NANOS = 25_000_000;

    private record Note(long time, long cpu) {}

    private static final class Watched {
        private final ProcessHandle process;
        private long cpu;

        Watched(ProcessHandle process) {
            this.process = process;
        }

        long cpu() {
            cpu = Math.max(
                    cpu,
                    process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L));
            return cpu;
        }
    }

    private final List<Watched> processes;
    private final List<Note> notes = new ArrayList<>();
    private final Thread watcher = new Thread(this::watch, "bench-cpu");
    private volatile boolean closed;

    private CpuWatch(List<Watched> processes) {
        this.processes = processes;
    }

    static CpuWatch of(List<ProcessHandle> processes) {
        CpuWatch watch = new CpuWatch(processes.stream().map(Watched::new).toList());
        watch.watcher.setDaemon(true);
        watch.watcher.start();
        return watch;
    }

    private void watch() {
        while (!closed) {
            note();
            LockSupport.parkNanos(EVERY_NANOS);
        }
    }

    private synchronized void note() {
        long cpu = processes.stream().mapToLong(Watched::cpu).sum();
        notes.add(new Note(System.nanoTime(), cpu));
    }

    /** CPU nanoseconds between two times of {@link System#nanoTime}. */
    synchronized long between(long began, long ended) {
        return at(ended) - at(began);
    }

    /** CPU nanoseconds since the processes began. */
    synchronized long total() {
        return notes.get(notes.size() - 1).cpu();
    }

    private long at(long time) {
        Note before = null;
        for (Note note : notes) {
            if (note.time() - time >= 0) {
                return before == null ? note.cpu() : interpolate(before, note, time);
            }
            before = note;
        }
        return requireNonNull(before, "no CPU time was noted").cpu();
    }

    private static long interpolate(Note before, Note after, long time) {
        double part = (time - before.time()) / (double) (after.time() - before.time());
        return before.cpu() + (long) (part * (after.cpu() - before.cpu()));
    }

    @Override
    public void close() {
        closed = true;
    }
}
