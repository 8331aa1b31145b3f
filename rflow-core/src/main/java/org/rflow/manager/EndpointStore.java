package org.rflow.manager;

import java.util.List;
import org.rflow.model.Endpoint;

/** Keeps the addresses that were bound, so that other programs can find them (RF-186). */
interface EndpointStore {
    /** Replaces those kept before. Called by the manager's thread once a run, before any worker connects. */
    void save(List<Endpoint> endpoints);

    /**
     * The same after a restart, in the background: the flow does not wait for a database, and what goes wrong is only
     * logged. Called by the manager's thread.
     */
    void saveSoon(List<Endpoint> endpoints);
}
