package org.rflow.cli.bench;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.rflow.cli.bench.ends.Timing;

/** What one run gets: a directory of its own, and how long to measure. */
record Room(Path directory, Timing timing) {
    Room {
        requireNonNull(directory, "directory");
        requireNonNull(timing, "timing");
    }
}
