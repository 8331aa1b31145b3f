package org.rflow.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rflow.bus.Command;
import org.rflow.bus.Registration;
import org.rflow.model.Flow;
import org.rflow.model.PortDirection;
import org.rflow.model.WorkerState;
import org.rflow.process.ChildProcess;

/** Managers that take over from one that died. */
final class AdoptionTest {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Flow flow = Planned.supervisedChain();
    private final TestingHosts first = new TestingHosts(flow);
    private final TestingHosts second = new TestingHosts(flow);

    @Test
    void takesRunningWorkersOverAndLeavesThemAlone() {
        first.start();

        second.adopt(first.record());

        assertThat(second.trace()).containsExactly("started", "read-1 Connect", "parse-1 Connect", "parse-2 Connect");
        assertThat(second.flowStates()).containsExactly("ADOPTING", "RUNNING");
        assertThat(second.living()).hasSize(4);
        assertThat(second.manager().status().workers())
                .allMatch(worker -> worker.state().equals("RUNNING") && worker.restarts() == 0);
    }

    @Test
    void superviseAsTheForerunnerDid() {
        first.start();
        first.end("parse-1", 1);
        first.bus().advance(PAUSE);
        second.adopt(first.record());

        second.end("parse-1", ChildProcess.UNKNOWN_EXIT);
        second.bus().advance(PAUSE.multipliedBy(2));

        assertThat(second.worker("parse-1").incarnation()).isEqualTo(3);
        assertThat(second.worker("parse-1").host().history().exits())
                .extracting(RestartHistory.Exit::how)
                .containsExactly(
                        "ended with exit code 1",
                        "ended, with an exit code that only the manager that started it could have learned");
        assertThat(second.flowStates()).endsWith("RUNNING");
    }

    @Test
    void bringsBackWhatEndedWithoutAManagerWhenAllOthersHaveFoundIt() {
        first.start();

        second.adopt(first.record(), "parse-1");
        second.bus().advance(PAUSE);

        assertThat(second.trace())
                .containsSubsequence(
                        "started",
                        "spawn parse-1",
                        "parse-1 Configure",
                        "parse-1 Connect",
                        "read-1 Connect",
                        "parse-1 Run");
        assertThat(second.got(Command.Disconnect.class)).contains("read-1");
        assertThat(second.worker("parse-1").incarnation()).isEqualTo(2);
    }

    @Test
    void bringsBackWhatWasOnItsWayBack() {
        first.start();
        first.end("parse-1", 1);

        second.adopt(first.record());
        second.bus().advance(PAUSE);

        assertThat(second.living()).contains("parse-1");
        assertThat(second.worker("parse-1").incarnation()).isEqualTo(2);
        assertThat(second.worker("parse-1").host().history().recentRestarts()).isEqualTo(1);
        assertThat(second.flowStates()).endsWith("RUNNING");
    }

    @Test
    void beginsAStartAnewThatWasNotFinished() {
        first.start();

        second.foundIn("parse-1", WorkerState.CONFIGURED).adopt(first.record());
        second.bus().advance(PAUSE);

        assertThat(second.got(Command.Configure.class)).containsExactly("parse-1");
        assertThat(second.worker("parse-1").state()).isEqualTo(HandleState.RUNNING);
    }

    @Test
    void killsAndBringsBackWhoDoesNotFindIt() {
        first.start();

        second.neverRegisters("parse-1").adopt(first.record());
        assertThat(second.manager().status().detail()).contains("parse-1 to find this manager (process 1001)");
        second.registersAgain("parse-1");
        second.bus().advance(Duration.ofSeconds(12));

        assertThat(second.flowStates()).containsExactly("ADOPTING", "RUNNING");
        assertThat(second.worker("parse-1").incarnation()).isEqualTo(2);
    }

    @Test
    void goesOnWithTheStopThatWasBegun() {
        first.ignores("parse-1", Command.Shutdown.class).start();
        first.manager().stop("SIGTERM");
        first.bus().run();

        second.foundIn("read-1", WorkerState.STOPPING).adopt(first.record());

        assertThat(second.got(Command.Shutdown.class)).containsExactly("read-1", "parse-1", "parse-2", "count-1");
        assertThat(second.flowStates()).endsWith("DRAINING", "STOPPING", "STOPPED");
        assertThat(second.manager().exitCode()).isZero();
        assertThat(second.living()).isEmpty();
    }

    @Test
    void theCountsOfTheDeadAreNotForgotten() {
        UUID connection = flow.connections().get(0).uuid();
        first.counts("read-1", PortDirection.OUTPUT, 100).counts("parse-1", PortDirection.INPUT, 40);
        first.start().publishMetrics();
        first.end("parse-1", 1);
        first.bus().advance(PAUSE);

        second.counts("parse-1", PortDirection.INPUT, 7).adopt(first.record()).publishMetrics();

        assertThat(second.manager().status().connections())
                .filteredOn(each -> each.uuid().equals(connection))
                .singleElement()
                .matches(each -> each.received() == 47);
    }

    @Test
    void aFlowThatStopsByItselfIsLeftAlone() {
        first.start();

        second.foundIn("read-1", WorkerState.STOPPING).adopt(first.record());

        assertThat(second.hasEnded()).isTrue();
        assertThat(second.living()).hasSize(4);
        assertThat(second.got(Command.Shutdown.class)).isEmpty();
        assertThat(second.failures()).singleElement().asString().contains("start it again when they are gone");
    }

    @Test
    void aStopWhileItWaitsComesWhenAllAreThere() {
        first.start();
        second.neverRegisters("parse-1").adopt(first.record());

        second.manager().stop("SIGTERM");
        second.bus().run();
        assertThat(second.got(Command.Shutdown.class)).isEmpty();
        second.registersAgain("parse-1");
        second.bus().advance(Duration.ofSeconds(12));

        assertThat(second.living()).isEmpty();
        assertThat(second.flowStates()).endsWith("DRAINING", "STOPPING", "STOPPED");
    }

    @Test
    void aSecondStopWhileItWaitsEndsAtOnce() {
        first.start();
        second.neverRegisters("parse-1").adopt(first.record(), "parse-2");

        second.manager().stopNow("SIGTERM");
        second.bus().run();

        assertThat(second.living()).isEmpty();
        assertThat(second.hasEnded()).isTrue();
    }

    @Test
    void aWorkerSpeaksFromItsOwnProcessOnly() {
        first.start();
        UUID worker = first.worker("parse-1").uuid();

        assertThat(first.manager().refusal(registration(worker, 1001))).isEmpty();
        assertThat(first.manager().refusal(registration(worker, 77)))
                .contains("worker parse-1 is not in process 77 but in 1001");
        assertThat(first.manager().refusal(registration(new UUID(1, 1), 77))).isEmpty();
    }

    private static Registration registration(UUID worker, long pid) {
        return new Registration(Registration.Role.WORKER, worker, new UUID(0, 0), pid, 1);
    }
}
