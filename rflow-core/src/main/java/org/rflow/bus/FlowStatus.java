package org.rflow.bus;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.UUID;

/** A running flow as users see it. Times in ms since the epoch, 0 for never. */
public record FlowStatus(
        String flow,
        int revision,
        String state,
        long managerPid,
        long startedMillis,
        String detail,
        List<WorkerStatus> workers,
        List<ConnectionStatus> connections) {
    public FlowStatus {
        requireNonNull(flow, "flow");
        requireNonNull(state, "state");
        requireNonNull(detail, "detail");
        workers = List.copyOf(workers);
        connections = List.copyOf(connections);
    }

    /** A worker or broker. {@code beaconAgeMillis} is −1 before the first beacon. */
    public record WorkerStatus(
            UUID uuid,
            String name,
            String shard,
            long pid,
            String state,
            long startedMillis,
            long beaconAgeMillis,
            int restarts,
            String inside,
            String lastError) {
        public WorkerStatus {
            requireNonNull(uuid, "uuid");
            requireNonNull(name, "name");
            requireNonNull(shard, "shard");
            requireNonNull(state, "state");
            requireNonNull(inside, "inside");
            requireNonNull(lastError, "lastError");
        }
    }

    /** A connection with the counts of all its ends added up. */
    public record ConnectionStatus(
            UUID uuid,
            String name,
            String delivery,
            String wire,
            long sent,
            long received,
            long inFlight,
            long dropped,
            long bytes) {
        public ConnectionStatus {
            requireNonNull(uuid, "uuid");
            requireNonNull(name, "name");
            requireNonNull(delivery, "delivery");
            requireNonNull(wire, "wire");
        }
    }
}
