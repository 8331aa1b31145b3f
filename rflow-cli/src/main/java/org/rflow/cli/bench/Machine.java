package org.rflow.cli.bench;

import static java.util.Objects.requireNonNull;

/** What the figures depend on. */
public record Machine(String system, int processors, String java) {
    public Machine {
        requireNonNull(system, "system");
        requireNonNull(java, "java");
    }

    static Machine here() {
        return new Machine(
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().toString());
    }
}
