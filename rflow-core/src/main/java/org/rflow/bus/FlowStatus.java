package org.rflow.bus;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.UUID;
import org.rflow.model.Counts;
import org.rflow.model.PortDirection;

/** A running flow as users see it. Times in ms since the epoch, 0 for never. */
public record FlowStatus(
        String flow,
        int revision,
        String state,
        long managerPid,
        long startedMillis,
        String detail,
        List<WorkerStatus> workers,
        List<ConnectionStatus> connections,
        List<LetterCount> deadLetters) {
    public FlowStatus {
        requireNonNull(flow, "flow");
        requireNonNull(state, "state");
        requireNonNull(detail, "detail");
        workers = List.copyOf(workers);
        connections = List.copyOf(connections);
        deadLetters = List.copyOf(deadLetters);
    }

    /** A worker or broker. {@code beaconAgeMillis} is −1 before the first beacon; {@code health} is what stays over restarts. */
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
            String lastError,
            Health health) {
        public WorkerStatus {
            requireNonNull(uuid, "uuid");
            requireNonNull(name, "name");
            requireNonNull(shard, "shard");
            requireNonNull(state, "state");
            requireNonNull(inside, "inside");
            requireNonNull(lastError, "lastError");
            requireNonNull(health, "health");
        }

        WorkerStatus withHealth(Health other) {
            return new WorkerStatus(
                    uuid, name, shard, pid, state, startedMillis, beaconAgeMillis, restarts, inside, lastError, other);
        }
    }

    /**
     * How a worker's process does, and how the one before it ended: in words, empty for none. CPU time and memory (resident, in
     * bytes) are those of the whole process, −1 where the system does not tell.
     */
    public record Health(String lastExit, long lastExitMillis, long cpuMillis, long memoryBytes) {
        public static final Health UNKNOWN = new Health("", 0, -1, -1);

        public Health {
            requireNonNull(lastExit, "lastExit");
        }
    }

    /** A connection with the counts of all its ends added up. What died with a process, or may have, is unaccounted. */
    public record ConnectionStatus(
            UUID uuid,
            String name,
            String delivery,
            String wire,
            long sent,
            long received,
            long inFlight,
            long dropped,
            long bytes,
            long unaccounted,
            Ends ends) {
        public ConnectionStatus {
            requireNonNull(uuid, "uuid");
            requireNonNull(name, "name");
            requireNonNull(delivery, "delivery");
            requireNonNull(wire, "wire");
            requireNonNull(ends, "ends");
        }

        ConnectionStatus with(long otherUnaccounted, Ends otherEnds) {
            return new ConnectionStatus(
                    uuid, name, delivery, wire, sent, received, inFlight, dropped, bytes, otherUnaccounted, otherEnds);
        }
    }

    /** The ledger of a connection: what all its senders and what all its receivers say, those that died among them. */
    public record Ends(String guarantee, Counts output, Counts input) {
        public Ends {
            requireNonNull(guarantee, "guarantee");
            requireNonNull(output, "output");
            requireNonNull(input, "input");
        }

        static Ends unknown(UUID connection) {
            return new Ends(
                    "",
                    new Counts(connection, PortDirection.OUTPUT, 0, 0, 0, 0, 0, 0, 0),
                    new Counts(connection, PortDirection.INPUT, 0, 0, 0, 0, 0, 0, 0));
        }
    }

    FlowStatus with(List<WorkerStatus> otherWorkers, List<ConnectionStatus> otherConnections) {
        return new FlowStatus(
                flow, revision, state, managerPid, startedMillis, detail, otherWorkers, otherConnections, deadLetters);
    }

    /** The same with the dead letters that wait, one item a component. */
    public FlowStatus with(List<LetterCount> letters) {
        return new FlowStatus(flow, revision, state, managerPid, startedMillis, detail, workers, connections, letters);
    }
}
