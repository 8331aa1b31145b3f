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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rflow.cli.bench.ends.Timing;

/**
 * What lives in the heaps of some workers after a garbage collection, asked with the JDK's {@code jcmd} when the warm-up is over, and
 * again shortly before the end of the window.
 */
final class HeapWatch implements AutoCloseable {
    /** The last line of a histogram: so many objects, so many bytes. */
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)$");

    private static final double MEGABYTE = 1e6;
    private static final int COLLECTIONS = 8;
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
            Duration half = timing.window().dividedBy(2);
            Duration rest = half.compareTo(MARGIN) < 0 ? half : MARGIN;
            // the other half of the rest is for a machine that is busy, so that the workers are still there
            Duration each = rest.dividedBy(2L * workers.size());
            measure(early, each);
            sleepUntil(began + timing.warmUp().plus(timing.window()).minus(rest).toNanos());
            measure(late, each);
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

    private void measure(List<Double> megabytes, Duration each) throws IOException, InterruptedException {
        for (ProcessHandle worker : workers) {
            megabytes.add(least(worker, System.nanoTime() + each.toNanos()));
        }
    }

    /** The serial collector leaves dead objects where they are if moving the others is not worth it, but every fourth time not. */
    private static double least(ProcessHandle worker, long deadline) throws IOException, InterruptedException {
        double least = histogram(worker);
        for (int i = 1; i < COLLECTIONS && System.nanoTime() - deadline < 0; i++) {
            least = Math.min(least, histogram(worker));
        }
        return least;
    }

    private static double histogram(ProcessHandle worker) throws IOException, InterruptedException {
        return megabytes(jcmd(worker.pid(), "GC.class_histogram"));
    }

    /** Of a histogram, which collects all garbage and counts what is left in one go, while the worker stands still. */
    static double megabytes(String histogram) {
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new BenchException("the heap of a worker is not told: " + histogram);
        }
        return Long.parseLong(total.group(1)) / MEGABYTE;
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
