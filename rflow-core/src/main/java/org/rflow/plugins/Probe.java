package org.rflow.plugins;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.rflow.model.ComponentType;
import org.rflow.process.JavaCommand;

/** Starts a {@link ProbeMain} for a jar and waits for its answer. */
final class Probe {
    private final Duration deadline;

    Probe(Duration deadline) {
        this.deadline = deadline;
    }

    /** The jar's types; {@link PluginException} says what is wrong with it. {@code work} is a directory for two short-lived files. */
    List<ComponentType> describe(Path jar, Path work) throws IOException {
        Path answer = Files.createTempFile(work, "probe", ".answer");
        Path output = Files.createTempFile(work, "probe", ".out");
        try {
            int exit = run(jar, answer, output);
            List<String> lines = Files.readAllLines(answer);
            if (lines.size() > 1 && lines.get(0).equals(ProbeMain.PROBLEM)) {
                throw new PluginException(String.join("\n", lines.subList(1, lines.size())));
            }
            return TypesText.read(lines, jar.toString())
                    .orElseThrow(() -> new PluginException("extension '" + jar
                            + "' cannot be loaded: the process that looked into it ended with exit code " + exit
                            + tail(output)));
        } finally {
            Files.deleteIfExists(answer);
            Files.deleteIfExists(output);
        }
    }

    private int run(Path jar, Path answer, Path output) throws IOException {
        Process process = new ProcessBuilder(JavaCommand.of(
                        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        ProbeMain.class.getName(),
                        List.of(
                                jar.toAbsolutePath().toString(),
                                answer.toAbsolutePath().toString())))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(new File(System.getProperty("os.name", "").startsWith("Windows") ? "NUL" : "/dev/null"))
                .start();
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PluginException("extension '" + jar + "' cannot be loaded: its classes were not ready after "
                        + deadline.toSeconds() + " s" + tail(output));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginException("interrupted while looking into '" + jar + "'", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String tail(Path output) {
        try {
            String text = Files.readString(output, StandardCharsets.ISO_8859_1).strip();
            return text.isEmpty() ? "" : "; it said: " + text.substring(Math.max(0, text.length() - 500));
        } catch (IOException e) {
            return "; what it said cannot be read: " + e.getMessage();
        }
    }
}
