package org.rflow.cli.bench;

import java.nio.file.Path;

/** The distribution that this command came from. */
final class Home {
    private static final String PROPERTY = "rflow.home";

    private Home() {}

    /** A file in it; a {@link SkippedRun} when there is none that is known. */
    static Path file(String first, String... more) {
        String home = System.getProperty(PROPERTY);
        if (home == null) {
            throw new SkippedRun("the distribution is not known here; start the bench by bin/rflow");
        }
        return Path.of(home).resolve(Path.of(first, more));
    }
}
