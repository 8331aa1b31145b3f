package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an empty directory to a flow with a component of one's own, by the commands that 'rflow new' names. */
final class NewComponentIT {
    @TempDir
    private Path directory;

    @Test
    void makesAProjectThatBuildsAndRunsAtOnceBesideABrokenJar() throws Exception {
        RflowProcess.Outcome made = new RflowProcess(directory).run("new", "component", "shout");
        Path project = directory.resolve("shout");
        RflowProcess rflow = new RflowProcess(project);
        assertThat(made.exitCode()).as(made.toString()).isZero();
        assertThat(made.out()).contains("  mvn verify\n", "  rflow run shout.yaml\n");

        build(project);
        Files.copy(project.resolve("target/shout-1.0.jar"), project.resolve("components/shout-1.0.jar"));
        Files.writeString(project.resolve("components/broken.jar"), "no jar");
        RflowProcess.Outcome components = rflow.run("components", "shout");
        RflowProcess.Outcome run = rflow.run("run", "shout.yaml");
        RflowProcess.Outcome tested = rflow.run("test", "shout.test.yaml");

        assertThat(components.out())
                .contains("shout (com.example.Shout)", "version 1.0, from ", "shout-1.0.jar", "ending");
        assertThat(components.err()).contains("warning: extension '", "broken.jar' is not a jar: ");
        assertThat(run.exitCode()).as(run + rflow.logs()).isZero();
        assertThat(run.err()).contains("broken.jar' is not a jar: ");
        assertThat(rflow.lines("rflow-work/shout/output.txt")).containsExactly("TO BE!", "OR NOT TO BE!");
        assertThat(tested.exitCode()).as(tested.toString()).isZero();
        assertThat(rflow.processes()).isEmpty();
    }

    /** Offline, so that it needs no more than RFlow's own build; a repository of files counts as remote otherwise. */
    private static void build(Path project) throws IOException, InterruptedException {
        Path output = project.resolve("maven.txt");
        ProcessBuilder builder = new ProcessBuilder("mvn", "-B", "-o", "-Daether.offline.protocols=file", "verify")
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process maven = builder.start();
        if (!maven.waitFor(3, TimeUnit.MINUTES)) {
            maven.destroyForcibly().waitFor();
        }
        assertThat(maven.exitValue()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output)).contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0");
    }
}
