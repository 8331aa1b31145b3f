package org.rflow.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.engine.RunnerException;
import org.rflow.manager.RunRecord.HostRecord;
import org.rflow.manager.RunRecord.Past;
import org.rflow.model.Counts;
import org.rflow.model.Endpoint;
import org.rflow.model.Flow;
import org.rflow.model.PortDirection;
import org.rflow.process.ProcessIdentity;

/** What a manager leaves for its successor. */
final class RunRecordFileTest {
    private static final UUID ONE = new UUID(1, 1);
    private static final UUID TWO = new UUID(2, 2);
    private static final UUID LINK = new UUID(3, 3);

    @TempDir
    private Path directory;

    @Test
    void isReadAsItWasWritten() {
        RunRecordFile file = new RunRecordFile(directory.resolve("x.run"));

        file.write(record(FlowState.DRAINING, Optional.of(new ProcessIdentity(12, "345@boot"))));

        assertThat(file.read()).contains(record(FlowState.DRAINING, Optional.of(new ProcessIdentity(12, "345@boot"))));
    }

    @Test
    void isNothingWhenThereIsNoneOrNonsense() throws Exception {
        Path path = directory.resolve("x.run");
        RunRecordFile file = new RunRecordFile(path);

        assertThat(file.read()).isEmpty();
        for (String nonsense : List.of("", "rflow-run\t2\n", "rflow-run\t1\n", "rflow-run\t1\nflow\t1\n")) {
            Files.writeString(path, nonsense);
            assertThat(file.read()).as(nonsense).isEmpty();
        }
    }

    @Test
    void aPlaceThatCannotBeWrittenToEndsNoFlow() throws Exception {
        Path notDirectory = Files.writeString(directory.resolve("file"), "");

        RunRecordFile file = new RunRecordFile(notDirectory.resolve("x.run"));

        assertThatCode(() -> file.write(record(FlowState.RUNNING, Optional.empty())))
                .doesNotThrowAnyException();
    }

    @Test
    void whatHasEndedIsNotTakenOver() {
        RunRecordFile file = new RunRecordFile(directory.resolve("x.run"));
        long own = ProcessHandle.current().pid();

        file.write(record(FlowState.RUNNING, Optional.of(new ProcessIdentity(own, "another life"))));

        assertThat(Orphans.of(file, Planned.chain())).isEmpty();
    }

    @Test
    void processesOfAnotherRevisionAreNotTakenOverAndNamed() {
        RunRecordFile file = new RunRecordFile(directory.resolve("x.run"));
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        Flow other = Planned.chain();

        file.write(record(FlowState.RUNNING, Optional.of(self)));

        assertThatThrownBy(() -> Orphans.of(file, other))
                .isInstanceOf(RunnerException.class)
                .hasMessage(
                        "processes of revision 7 of flow birdstrikes still run, whose manager is gone: " + self.pid()
                                + "; they stop by themselves when they had none for the grace period, start the new flow then");
    }

    private static RunRecord record(FlowState state, Optional<ProcessIdentity> process) {
        HostRecord host = new HostRecord(
                ONE,
                HostRecord.Stage.LIVES,
                process,
                3,
                List.of(new RestartHistory.Exit(Instant.ofEpochMilli(5), "ended with exit code 1, because it leaks")),
                List.of(6L, 7L));
        HostRecord gone = new HostRecord(TWO, HostRecord.Stage.GONE, Optional.empty(), 1, List.of(), List.of());
        Counts counts = new Counts(LINK, PortDirection.OUTPUT, 10, 20, 0, 1, 2, 8, 3);
        return new RunRecord(
                "birdstrikes",
                7,
                state,
                true,
                99,
                Optional.of(new Failure("disk full", 4, Optional.empty())),
                List.of(host, gone),
                List.of(new Endpoint(LINK, ONE, "ROUTER", "tcp://127.0.0.1:1")),
                new Past(List.of(new Past.OfWorker(ONE, counts)), Set.of(LINK)));
    }
}
