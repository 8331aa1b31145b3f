package org.rflow.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A Python that has what the components in {@code conf/python} need. */
final class Python {
    static final Path SCRIPTS = Path.of("..", "conf", "python").toAbsolutePath().normalize();

    private static final List<String> CANDIDATES = List.of("python3", "/usr/bin/python3");
    private static final String NEEDED = "import zmq, avro.io, avro.schema";

    private Python() {}

    /** Its command. The test is skipped where there is none, unless {@code RFLOW_REQUIRE_PYTHON} is set. */
    static String command() {
        Optional<String> found = CANDIDATES.stream().filter(Python::isComplete).findFirst();
        String missing = "no python3 with zmq and avro; install python3-zmq and python3-avro";
        if (found.isEmpty() && System.getenv("RFLOW_REQUIRE_PYTHON") != null) {
            throw new AssertionError(missing);
        }
        Assumptions.assumeTrue(found.isPresent(), missing);
        return found.orElseThrow();
    }

    static String script(String name) {
        return SCRIPTS.resolve(name).toString();
    }

    private static boolean isComplete(String command) {
        try {
            Process process = new ProcessBuilder(command, "-c", NEEDED)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
