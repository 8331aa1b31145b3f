package org.rflow.cli.chaos;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.process.Signals;

/**
 * Does one fault after the other to a running flow, on a thread of its own, from {@link #start} to {@link #close}. What it stopped for
 * a while goes on at the latest then.
 */
public final class Chaos implements AutoCloseable {
    private static final Logger log = LogManager.getLogger(Chaos.class);

    private final FaultPlan plan;
    private final CuttingProxies proxies;
    private final Supplier<List<Victim>> victims;
    private final Consumer<String> report;
    private final Map<Fault.Kind, Integer> done = new EnumMap<>(Fault.Kind.class);
    private final Set<ProcessHandle> seen = ConcurrentHashMap.newKeySet();
    private final Set<ProcessHandle> paused = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread chaos = new Thread(task, "chaos");
        chaos.setDaemon(true);
        return chaos;
    });
    private long endNanos;

    /** {@code victims} are those that run just now, in the order of their names; {@code report} gets a line for each fault. */
    public Chaos(FaultPlan plan, CuttingProxies proxies, Supplier<List<Victim>> victims, Consumer<String> report) {
        this.plan = plan;
        this.proxies = proxies;
        this.victims = victims;
        this.report = report;
    }

    /** Goes on for {@code time}; {@code then} is called when no fault comes any more. */
    public void start(Duration time, Runnable then) {
        thread.execute(() -> {
            endNanos = System.nanoTime() + time.toNanos();
            schedule(then);
        });
    }

    private void schedule(Runnable then) {
        Fault fault = plan.next();
        long left = endNanos - System.nanoTime();
        if (fault.after().toNanos() > left) {
            var unused = thread.schedule(then, Math.max(0, left), TimeUnit.NANOSECONDS);
            return;
        }
        var unused = thread.schedule(
                () -> {
                    act(fault);
                    schedule(then);
                },
                fault.after().toNanos(),
                TimeUnit.NANOSECONDS);
    }

    private void act(Fault fault) {
        try {
            Optional<String> what = fault.kind() == Fault.Kind.CUT ? cut(fault) : strike(fault);
            what.ifPresent(sentence -> {
                done.merge(fault.kind(), 1, Integer::sum);
                report.accept(sentence);
            });
        } catch (RuntimeException e) {
            // nobody looks at the future: without this line the failure would be lost
            log.warn("no fault this time: {}", e.getMessage());
        }
    }

    private Optional<String> cut(Fault fault) {
        return proxies.cut(fault) ? Optional.of("cut a connection") : Optional.empty();
    }

    private Optional<String> strike(Fault fault) {
        List<Victim> there = victims.get();
        there.forEach(victim -> seen.add(victim.process()));
        if (there.isEmpty()) {
            return Optional.empty();
        }
        Victim victim = there.get(fault.index(there.size()));
        if (fault.kind() == Fault.Kind.KILL) {
            send(victim.process(), "KILL");
            return Optional.of("killed " + victim.name());
        }
        paused.add(victim.process());
        send(victim.process(), "STOP");
        var unused =
                thread.schedule(() -> resume(victim.process()), fault.length().toNanos(), TimeUnit.NANOSECONDS);
        return Optional.of("stopped " + victim.name() + " for " + fault.length().toMillis() + " ms");
    }

    private void resume(ProcessHandle process) {
        if (paused.remove(process)) {
            send(process, "CONT");
        }
    }

    private static void send(ProcessHandle process, String signal) {
        if (process.isAlive() && !Signals.send(process.pid(), signal)) {
            log.debug("process {} took no {}", process.pid(), signal);
        }
    }

    /** What was done, in words. Call it after {@link #close}. */
    public String summary() {
        return done.isEmpty()
                ? "nothing was done"
                : done.entrySet().stream()
                        .map(entry ->
                                entry.getValue() + " x " + entry.getKey().name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
    }

    /** Those of the processes that were seen that still run. */
    public List<Long> left() {
        return seen.stream()
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                log.warn("the chaos does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List.copyOf(paused).forEach(this::resume);
    }
}
