package org.rflow.manager;

import java.util.List;
import org.rflow.model.Endpoint;

/** Keeps the addresses that were bound, so that other programs can find them (RF-186). */
@FunctionalInterface
interface EndpointStore {
    /** Replaces those of the last run. Called once a run, by the manager's thread, before any worker connects. */
    void save(List<Endpoint> endpoints);
}
