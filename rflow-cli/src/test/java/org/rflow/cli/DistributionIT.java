package org.rflow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DistributionIT {

    private static final Path COMMAND = Path.of("target", "rflow-" + Version.text(), "bin", "rflow");

    @TempDir
    private Path directory;

    @Test
    void tellsItsVersionFromAnyDirectory() throws Exception {
        var outcome = run(COMMAND, "--version");

        assertThat(outcome).isEqualTo(new Outcome(0, "rflow " + Version.text() + "\n"));
    }

    @Test
    void findsItsHomeThroughLinks() throws Exception {
        var first = Files.createSymbolicLink(directory.resolve("first"), COMMAND.toAbsolutePath());
        var second = Files.createSymbolicLink(directory.resolve("second"), first.getFileName());

        var outcome = run(second, "--version");

        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void startsOnTheArchiveOfClassesThatItsFirstStartMade() throws Exception {
        // with this option a VM that cannot use its archive ends with an error
        var outcome = run(COMMAND, "--version", Map.of("RFLOW_JAVA_OPTS", "-Xshare:on"));

        assertThat(outcome).isEqualTo(new Outcome(0, "rflow " + Version.text() + "\n"));
        try (var files = Files.list(COMMAND.resolveSibling("../lib"))) {
            assertThat(files).anyMatch(file -> file.toString().endsWith(".jsa"));
        }
    }

    @Test
    void startsOnADamagedArchiveAsWithoutOne() throws Exception {
        var archive = archive();
        var lib = Files.createDirectories(directory.resolve("lib"));
        try (var jars = Files.newDirectoryStream(archive.getParent(), "*.jar")) {
            for (Path jar : jars) {
                Files.createLink(lib.resolve(jar.getFileName()), jar);
            }
        }
        Files.writeString(lib.resolve(archive.getFileName()), "no archive");
        var command = Files.createDirectories(directory.resolve("bin")).resolve("rflow");
        Files.copy(COMMAND, command, StandardCopyOption.COPY_ATTRIBUTES);

        var outcome = run(command, "--version");

        assertThat(outcome).isEqualTo(new Outcome(0, "rflow " + Version.text() + "\n"));
    }

    private static Path archive() throws IOException {
        try (var files = Files.list(COMMAND.resolveSibling("../lib"))) {
            return files.filter(file -> file.toString().endsWith(".jsa"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void saysWhatIsWrongWithJavaHome() throws Exception {
        var outcome = run(COMMAND, "--version", Map.of("JAVA_HOME", "/nowhere"));

        assertThat(outcome).isEqualTo(new Outcome(1, "rflow: JAVA_HOME is /nowhere, but there is no bin/java in it\n"));
    }

    private Outcome run(Path command, String argument) throws IOException, InterruptedException {
        return run(command, argument, Map.of());
    }

    private Outcome run(Path command, String argument, Map<String, String> environment)
            throws IOException, InterruptedException {
        var output = directory.resolve("output");
        var builder = new ProcessBuilder(List.of(command.toAbsolutePath().toString(), argument))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);

        var process = builder.start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Outcome(process.waitFor(), Files.readString(output, UTF_8));
    }

    private record Outcome(int exitCode, String text) {}
}
