package org.rflow.cli;

import static java.util.Objects.requireNonNull;

import org.rflow.model.Flow;
import org.rflow.store.FlowStore;

/** The flow of a config database and the place where it lives. */
record StoredFlow(DatabaseOption.Database database, Flow flow, Application application) {
    StoredFlow {
        requireNonNull(database, "database");
        requireNonNull(flow, "flow");
        requireNonNull(application, "application");
    }

    /** Opens the database, reads and closes it; a sentence with a cure when there is nothing in it (RF-23, RF-37). */
    static StoredFlow of(DatabaseOption.Database database) {
        try (FlowStore store = FlowStore.open(database.name())) {
            Flow flow = store.requireFlow();
            return new StoredFlow(database, flow, Application.of(flow, database.directory()));
        }
    }
}
