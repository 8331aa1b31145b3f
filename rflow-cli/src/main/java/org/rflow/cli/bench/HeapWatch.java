package org.rflow.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.rflow.cli.bench.ends.Timing;

/**
 * What lives in the heaps of some workers after a garbage collection, asked with the JDK's {@code jcmd} when the warm-up is over, and
 * again shortly before the end of the window.
 */
final class HeapWatch implements AutoCloseable {
    /** The generations of the serial collector, as JDK 17 and as later ones write them; the metaspace is no heap. */
    private static final Pattern GENERATION = Pattern.compile(
            "(?m)^ *(?:def new generation|tenured generation|DefNew|Tenured) +total \\d+K, used (\\d+)K");

    private static final int GENERATIONS = 2;
    private static final double KILOBYTES_IN_MEGABYTE = 1000 / 1.024;
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final List<ProcessHandle> workers;
    private final Timing timing;
    private final Thread watcher = new Thread(this::watch, "bench-heap");
    private final List<Double> early = new ArrayList<>();
    private final List<Double> late = new ArrayList<>();
    private String failure = "";

    private HeapWatch(List<ProcessHandle> workers, Timing timing) {
        this.workers = List.copyOf(workers);
        this.timing = timing;
    }

    static HeapWatch of(List<ProcessHandle> workers, Timing timing) {
        HeapWatch watch = new HeapWatch(workers, timing);
        watch.watcher.setDaemon(true);
        watch.watcher.start();
        return watch;
    }

    private void watch() {
        try {
            long began = System.nanoTime();
            sleepUntil(began + timing.warmUp().toNanos());
            measure(early);
            Duration half = timing.window().dividedBy(2);
            Duration rest = half.compareTo(MARGIN) < 0 ? half : MARGIN;
            sleepUntil(began + timing.warmUp().plus(timing.window()).minus(rest).toNanos());
            measure(late);
        } catch (IOException | BenchException e) {
            failure = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            // closed before its time: the run has failed
            Thread.currentThread().interrupt();
        }
    }

    private static void sleepUntil(long time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time - System.nanoTime());
    }

    private void measure(List<Double> megabytes) throws IOException, InterruptedException {
        for (ProcessHandle worker : workers) {
            megabytes.add(live(worker.pid()));
        }
    }

    /** Megabytes that live in the heap of a VM. */
    private static double live(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        return megabytes(jcmd(pid, "GC.heap_info"));
    }

    static double megabytes(String heap) {
        long[] used = GENERATION
                .matcher(heap)
                .results()
                .mapToLong(generation -> Long.parseLong(generation.group(1)))
                .toArray();
        if (used.length != GENERATIONS) {
            throw new BenchException("two generations were expected, but a worker's heap is: " + heap);
        }
        return (used[0] + used[1]) / KILOBYTES_IN_MEGABYTE;
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program().toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new BenchException("jcmd " + command + ": " + said);
        }
        return said;
    }

    /** A {@link SkippedRun} when this Java is no JDK. */
    static Path program() {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            throw new SkippedRun("it needs a JDK, for its jcmd");
        }
        return jcmd;
    }

    /** How many times as much lived in the heap of the worker that grew most, late against early; beside it, the heaps. */
    Sample sample(Sample run) throws InterruptedException {
        watcher.join(MARGIN.toMillis());
        if (late.size() != workers.size() || early.size() != workers.size()) {
            throw new BenchException("the heaps were not measured: " + failure);
        }
        Map<String, Double> beside = new TreeMap<>(run.beside());
        beside.put("msg/s", run.value());
        double growth = 0;
        for (int i = 0; i < workers.size(); i++) {
            growth = Math.max(growth, late.get(i) / early.get(i));
            beside.put("worker " + (i + 1) + " early, MB", early.get(i));
            beside.put("worker " + (i + 1) + " late, MB", late.get(i));
        }
        return new Sample(growth, run.cpuPerMillion(), beside);
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
