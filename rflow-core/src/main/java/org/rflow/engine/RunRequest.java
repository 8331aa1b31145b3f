package org.rflow.engine;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rflow.model.Flow;

/**
 * What to run: a planned flow, the directory that its relative paths start from (that of the database), the database that
 * gets the endpoints (empty for a flow that is run from its file alone), and the jars with component types.
 */
public record RunRequest(Flow flow, Path directory, Optional<String> database, List<String> extensions) {
    public RunRequest {
        requireNonNull(flow, "flow");
        requireNonNull(directory, "directory");
        requireNonNull(database, "database");
        extensions = List.copyOf(extensions);
    }
}
