package org.rflow.engine;

import static java.util.Objects.requireNonNull;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rflow.model.Flow;

/**
 * What to run: a planned flow, the directory that its relative paths start from (that of the database), the database that
 * gets the endpoints (empty for a flow that is run from its file alone), the jars with component types, and a console that
 * gets the log too.
 */
public record RunRequest(
        Flow flow, Path directory, Optional<String> database, List<String> extensions, Optional<OutputStream> console) {
    public RunRequest {
        requireNonNull(flow, "flow");
        requireNonNull(directory, "directory");
        requireNonNull(database, "database");
        extensions = List.copyOf(extensions);
        requireNonNull(console, "console");
    }

    /** Logs to the flow's log file only. */
    public RunRequest(Flow flow, Path directory, Optional<String> database, List<String> extensions) {
        this(flow, directory, database, extensions, Optional.empty());
    }
}
