package org.rflow.engine;

import static java.util.Objects.requireNonNull;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rflow.model.Flow;

/**
 * What to run: a planned flow, the directory that its relative paths start from (that of the database), the database that
 * gets the endpoints (empty for a flow that is run from its file alone), the jars with component types, a console that
 * gets the log too, and whether it begins anew even if it was stopped before its end.
 */
public record RunRequest(
        Flow flow,
        Path directory,
        Optional<String> database,
        List<String> extensions,
        Optional<OutputStream> console,
        boolean fresh) {
    public RunRequest {
        requireNonNull(flow, "flow");
        requireNonNull(directory, "directory");
        requireNonNull(database, "database");
        extensions = List.copyOf(extensions);
        requireNonNull(console, "console");
    }

    /** Logs to the flow's log file only. */
    public RunRequest(Flow flow, Path directory, Optional<String> database, List<String> extensions) {
        this(flow, directory, database, extensions, Optional.empty(), false);
    }
}
