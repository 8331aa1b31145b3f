package org.rflow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What lives in the heap of another JVM, asked with the JDK's {@code jcmd}. */
final class LiveHeap {
    /** The generations of the serial collector, as JDK 17 and as later ones write them; the metaspace is no heap. */
    private static final Pattern GENERATION = Pattern.compile(
            "(?m)^ *(?:def new generation|tenured generation|DefNew|Tenured) +total \\d+K, used (\\d+)K");

    private LiveHeap() {}

    /** The bytes in use after a garbage collection. */
    static long bytes(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        String heap = jcmd(pid, "GC.heap_info");
        long[] used = GENERATION
                .matcher(heap)
                .results()
                .mapToLong(generation -> Long.parseLong(generation.group(1)))
                .toArray();
        if (used.length != 2) {
            throw new IllegalStateException("two generations expected:\n" + heap);
        }
        return 1024 * (used[0] + used[1]);
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
        return said;
    }
}
