package org.rflow.manager;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.rflow.model.Counts;
import org.rflow.model.Endpoint;
import org.rflow.process.ProcessIdentity;

/**
 * What a manager knows that nobody could tell its successor: who was started, where they are bound, how often each was
 * restarted, and what the dead had counted.
 */
record RunRecord(
        String flow,
        int revision,
        FlowState state,
        boolean sourcesEnded,
        long startedMillis,
        Optional<Failure> failure,
        List<HostRecord> hosts,
        List<Endpoint> endpoints,
        Past past) {
    RunRecord {
        requireNonNull(flow, "flow");
        requireNonNull(state, "state");
        requireNonNull(failure, "failure");
        hosts = List.copyOf(hosts);
        endpoints = List.copyOf(endpoints);
        requireNonNull(past, "past");
    }

    /** One process, named by its first worker. */
    record HostRecord(
            UUID worker,
            Stage stage,
            Optional<ProcessIdentity> process,
            int incarnation,
            List<RestartHistory.Exit> exits,
            List<Long> restartMillis) {
        /** Where it stands. */
        enum Stage {
            /** It was started and has not been seen to end. */
            LIVES,
            /** The same, and its workers have done all their work. */
            DONE,
            /** It ended and is to be started again. */
            RETURNS,
            /** It ended for good. */
            GONE
        }

        HostRecord {
            requireNonNull(worker, "worker");
            requireNonNull(stage, "stage");
            requireNonNull(process, "process");
            exits = List.copyOf(exits);
            restartMillis = List.copyOf(restartMillis);
        }

        boolean isAlive() {
            return process.filter(ProcessIdentity::isAlive).isPresent();
        }
    }

    /** What the dead had counted, and the connections they had touched. */
    record Past(List<OfWorker> counts, Set<UUID> torn) {
        record OfWorker(UUID worker, Counts counts) {}

        Past {
            counts = List.copyOf(counts);
            torn = Set.copyOf(torn);
        }
    }

    /** The processes that still run. */
    List<HostRecord> living() {
        return hosts.stream().filter(HostRecord::isAlive).toList();
    }
}
