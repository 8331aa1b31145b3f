package org.rflow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs the shipped {@code bin/rflow} as a real process in a directory of the test's own. */
final class RflowProcess {
    static final Path COMMAND =
            Path.of("target", "rflow-" + Version.text(), "bin", "rflow").toAbsolutePath();
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    /** A suite that runs in the background of a script hands signals on that are ignored. */
    private static final List<String> HEARING = List.of("env", "--default-signal=HUP,INT");

    private static final List<String> DEAF_TO_INT = List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh");

    private final Path directory;

    RflowProcess(Path directory) {
        this.directory = directory;
    }

    /** A finished command: its exit code and what it printed on standard output and on standard error. */
    record Outcome(int exitCode, String out, String err) {
        @Override
        public String toString() {
            return "exit " + exitCode + "\n--- out\n" + out + "--- err\n" + err;
        }
    }

    /** Runs the command to its end; {@link IllegalStateException} with all it said when it takes too long. */
    Outcome run(String... arguments) throws IOException, InterruptedException {
        Running running = start(arguments);
        return running.await(DEADLINE);
    }

    Outcome run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        return start(environment, arguments).await(DEADLINE);
    }

    /** The same as a job in the background of a script: INT is ignored. */
    Outcome runDeafToInt(String... arguments) throws IOException, InterruptedException {
        return start(DEAF_TO_INT, Map.of(), arguments).await(DEADLINE);
    }

    Running start(String... arguments) throws IOException {
        return start(Map.of(), arguments);
    }

    Running start(Map<String, String> environment, String... arguments) throws IOException {
        return start(HEARING, environment, arguments);
    }

    private Running start(List<String> before, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(COMMAND.toString());
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    /** A command that was started. */
    record Running(Process process, Path out, Path err) {
        Outcome await(Duration deadline) throws IOException, InterruptedException {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException("rflow did not end within " + deadline + ":\n" + outcome(-1));
            }
            return outcome(process.exitValue());
        }

        String said() {
            return read(out);
        }

        private Outcome outcome(int exitCode) {
            return new Outcome(exitCode, read(out), read(err));
        }
    }

    static void signal(String signal, long pid) throws IOException, InterruptedException {
        if (pid <= 1) {
            throw new IllegalArgumentException(pid + " is the number of no process that a test has started");
        }
        int code = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("process " + pid + " takes no " + signal);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All live processes whose command line names this test's directory: managers, workers and brokers alike. */
    List<ProcessHandle> processes() {
        String marker = directory.toAbsolutePath().toString();
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains(marker))
                .toList();
    }

    static String commandLine(ProcessHandle process) {
        Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            return Files.readString(file, UTF_8).replace('\0', ' ');
        } catch (IOException ended) {
            return "";
        }
    }

    List<String> lines(String file) throws IOException {
        return Files.readAllLines(directory.resolve(file), UTF_8);
    }

    /** Every log and output file below the directory, for a failed test's message. */
    String logs() throws IOException {
        StringBuilder logs = new StringBuilder();
        for (Path file : files()) {
            if (isLog(file)) {
                logs.append("--- ").append(file).append('\n').append(Files.readString(file, UTF_8));
            }
        }
        return logs.toString();
    }

    /** The files below the directory. Those that come and go meanwhile, as when a flow runs, may be among them or not. */
    List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static boolean isLog(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".log") || name.endsWith(".out") || name.endsWith(".txt");
    }
}
