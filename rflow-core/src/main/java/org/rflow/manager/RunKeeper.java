package org.rflow.manager;

import java.time.Instant;
import java.util.List;
import org.rflow.manager.RunRecord.HostRecord;

/** Writes down what a successor of this manager would need, whenever it has changed. Used only by the manager's thread. */
final class RunKeeper {
    /** What the manager itself knows. */
    record Life(FlowState state, boolean sourcesEnded, Instant started, Outcome outcome) {}

    private final Assignment assignment;
    private final Surroundings around;
    private final EndpointBook book;
    private final Ledger ledger;

    RunKeeper(Tools tools, Ledger ledger) {
        this.assignment = tools.assignment();
        this.around = tools.around();
        this.book = tools.book();
        this.ledger = ledger;
    }

    void keep(Life life) {
        List<HostRecord> hosts =
                assignment.roster().hosts().stream().map(RunKeeper::record).toList();
        around.keeper()
                .accept(new RunRecord(
                        assignment.flow().name(),
                        assignment.flow().revision(),
                        life.state(),
                        life.sourcesEnded(),
                        life.started().toEpochMilli(),
                        life.outcome().failure(),
                        hosts,
                        book.all(),
                        ledger.past()));
    }

    private static HostRecord record(Host host) {
        WorkerHandle first = host.workers().get(0);
        RestartHistory history = host.history();
        return new HostRecord(
                first.uuid(),
                stage(host, first),
                host.identity(),
                first.incarnation(),
                history.exits(),
                history.restarts().stream().map(Instant::toEpochMilli).toList());
    }

    private static HostRecord.Stage stage(Host host, WorkerHandle first) {
        if (first.isLost()) {
            return HostRecord.Stage.GONE;
        }
        if (!host.isAlive()) {
            return HostRecord.Stage.RETURNS;
        }
        return host.isWorkDone() ? HostRecord.Stage.DONE : HostRecord.Stage.LIVES;
    }
}
