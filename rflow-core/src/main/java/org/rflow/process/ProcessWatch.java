package org.rflow.process;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Watches processes that somebody else has started: the system tells their ends to nobody but their parent, so they are looked
 * at again and again, on a thread of its own. Thread safe.
 */
public final class ProcessWatch implements Adopter, AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Map<Adopted, CompletableFuture<Integer>> watched = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "manager/adopted");
        thread.setDaemon(true);
        return thread;
    });

    public ProcessWatch() {
        long pause = LOOK_AGAIN.toMillis();
        var unused = thread.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    /** Its exit code will be {@link ChildProcess#UNKNOWN_EXIT}. */
    @Override
    public ChildProcess adopt(String name, ProcessIdentity identity) {
        Adopted adopted = new Adopted(name, identity, new CompletableFuture<>());
        watched.put(adopted, adopted.ended());
        return adopted;
    }

    private void look() {
        watched.forEach((process, ended) -> {
            if (!process.isAlive()) {
                watched.remove(process);
                ended.complete(ChildProcess.UNKNOWN_EXIT);
            }
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private record Adopted(String name, ProcessIdentity who, CompletableFuture<Integer> ended) implements ChildProcess {
        @Override
        public long pid() {
            return who.pid();
        }

        @Override
        public Optional<ProcessIdentity> identity() {
            return Optional.of(who);
        }

        @Override
        public CompletableFuture<Integer> exit() {
            return ended.copy();
        }

        @Override
        public void terminate() {
            send("TERM");
        }

        @Override
        public void kill() {
            send("KILL");
        }

        /** Once it has ended, a group of its number may be another's, unless the number is free. */
        private void send(String signal) {
            if (isAlive() || ProcessIdentity.of(pid()).isEmpty()) {
                new ProcessGroup(pid()).send(signal);
            }
        }

        @Override
        public boolean isAlive() {
            return who.isAlive();
        }

        @Override
        public String toString() {
            return name + " (" + pid() + ", adopted)";
        }
    }
}
