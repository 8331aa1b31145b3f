package org.rflow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command of the documents works: those in blocks marked {@code console run}, each document's in order, in a directory
 * of its own with the example flows and a {@code ./rflow} that is the distribution's.
 */
final class DocumentsIT {
    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
    private static final String BEGIN = "```console run";
    private static final String END = "```";
    private static final String PROMPT = "$ ";

    @TempDir
    private Path directory;

    static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(TOP.resolve("docs"))) {
            return Stream.concat(Stream.of(TOP.resolve("README.md")), docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !commands(file).isEmpty())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyCommandInADocumentWorks(Path document) throws Exception {
        makeSourceTree();

        for (String command : commands(document)) {
            var output = directory.resolve("output.txt");
            int exitCode = run(command, output);

            assertThat(exitCode)
                    .as(() -> document + ": " + command + "\n" + read(output))
                    .isZero();
        }
        assertThat(new RflowProcess(directory).processes()).isEmpty();
    }

    private void makeSourceTree() throws IOException {
        Path launcher = Files.writeString(
                directory.resolve("rflow"), "#!/bin/sh\nexec '" + RflowProcess.COMMAND + "' \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        Files.createDirectory(directory.resolve("target"));
        Path conf = Files.createDirectory(directory.resolve("conf"));
        try (Stream<Path> files = Files.list(TOP.resolve("conf"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, conf.resolve(file.getFileName()));
            }
        }
    }

    private int run(String command, Path output) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("bash", "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    private static List<String> commands(Path document) {
        List<String> commands = new ArrayList<>();
        boolean inside = false;
        for (String line : read(document).lines().toList()) {
            if (line.equals(BEGIN)) {
                inside = true;
            } else if (line.equals(END)) {
                inside = false;
            } else if (inside && line.startsWith(PROMPT)) {
                commands.add(line.substring(PROMPT.length()));
            }
        }
        return commands;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            return "cannot read " + file + ": " + e;
        }
    }
}
