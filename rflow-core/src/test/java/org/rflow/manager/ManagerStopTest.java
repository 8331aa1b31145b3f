package org.rflow.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rflow.bus.Command;
import org.rflow.bus.Reply;
import org.rflow.bus.Report;
import org.rflow.model.PortDirection;
import org.rflow.model.WorkerState;

final class ManagerStopTest {
    private final TestingHosts hosts = new TestingHosts(Planned.chain());

    @Test
    void stopsSourcesThenDrainsStageByStageThenCleansUp() {
        hosts.start();
        int before = hosts.trace().size();

        hosts.manager().stop("SIGTERM");
        hosts.bus().run();

        assertThat(hosts.trace().subList(before, hosts.trace().size()))
                .containsExactly(
                        "read-1 StopSources",
                        "parse-1 StopSources",
                        "parse-2 StopSources",
                        "count-1 StopSources",
                        "read-1 Shutdown",
                        "parse-1 Shutdown",
                        "parse-2 Shutdown",
                        "count-1 Shutdown",
                        "read-1 Cleanup",
                        "parse-1 Cleanup",
                        "parse-2 Cleanup",
                        "count-1 Cleanup");
        assertThat(hosts.flowStates()).endsWith("RUNNING", "DRAINING", "STOPPING", "STOPPED");
        assertThat(hosts.manager().exitCode()).isZero();
        assertThat(hosts.living()).isEmpty();
        assertThat(hosts.failures()).isEmpty();
        assertThat(hosts.hasEnded()).isTrue();
    }

    @Test
    void shutsNoReceiverDownBeforeItsSendersHaveAnswered() {
        hosts.ignores("parse-2", Command.Shutdown.class).start();

        hosts.manager().stop("SIGTERM");
        hosts.bus().run();

        assertThat(hosts.got(Command.Shutdown.class)).containsExactly("read-1", "parse-1", "parse-2");
        assertThat(hosts.got(Command.Cleanup.class)).isEmpty();
        assertThat(hosts.manager().status().detail()).isEqualTo("parse-2 to answer SHUTDOWN");
    }

    @Test
    void endsByItselfOnceAllSourcesAreDone() {
        hosts.start();

        hosts.finishSources("read-1", "parse-1", "parse-2");
        assertThat(hosts.flowStates()).endsWith("RUNNING");
        hosts.finishSources("count-1");

        assertThat(hosts.flowStates()).endsWith("DRAINING", "STOPPING", "STOPPED");
        assertThat(hosts.manager().exitCode()).isZero();
    }

    @Test
    void killsWhatIsLeftAtTheDeadline() {
        hosts.ignores("parse-2", Command.Shutdown.class).start();

        hosts.manager().stop("SIGTERM");
        hosts.bus().advance(Duration.ofSeconds(29));
        assertThat(hosts.living()).hasSize(4);
        hosts.bus().advance(Duration.ofSeconds(2));

        assertThat(hosts.living()).isEmpty();
        assertThat(hosts.failures())
                .first()
                .asString()
                .startsWith(
                        "flow birdstrikes did not end within 30 s; it waited for parse-2 to answer SHUTDOWN; killed: ")
                .contains("parse-2 (process 1002)");
        assertThat(hosts.manager().exitCode()).isEqualTo(1);
    }

    @Test
    void killsAHostThatCleansUpAndDoesNotEnd() {
        hosts.staysAfterCleanup("read-1").start();

        hosts.manager().stop("SIGTERM");
        hosts.bus().advance(Duration.ofSeconds(32));

        assertThat(hosts.failures())
                .containsExactly("flow birdstrikes did not end within 30 s; killed: read-1 (process 1000)");
        assertThat(hosts.child("read-1").wasKilled()).isTrue();
        assertThat(hosts.child("parse-1").wasKilled()).isFalse();
    }

    @Test
    void goesOnEndingInOrderWhenToldTwice() {
        hosts.ignores("parse-2", Command.Shutdown.class).start();
        hosts.manager().stop("SIGINT");
        hosts.bus().run();

        hosts.manager().stop("a client's request");
        hosts.bus().run();

        assertThat(hosts.living()).hasSize(4);
        assertThat(hosts.failures()).isEmpty();
    }

    @Test
    void killsAtOnceWhenItShallNotEndInOrderAnyMore() {
        hosts.ignores("parse-2", Command.Shutdown.class).start();
        hosts.manager().stop("SIGINT");
        hosts.bus().run();

        hosts.manager().stopNow("SIGINT");
        hosts.bus().run();

        assertThat(hosts.living()).isEmpty();
        assertThat(hosts.got(Command.Cleanup.class)).isEmpty();
        assertThat(hosts.failures()).containsExactly("flow birdstrikes was killed due to SIGINT");
        assertThat(hosts.manager().exitCode()).isEqualTo(1);
    }

    @Test
    void reportsAWorkerThatFailsToShutDownAndAsksItOnce() {
        hosts.start();

        hosts.answers("count-1", Command.Shutdown.class, Reply.error("disk full"));
        hosts.manager().stop("SIGTERM");
        hosts.bus().run();

        assertThat(hosts.failures()).containsExactly("worker count-1 could not carry out SHUTDOWN: disk full");
        assertThat(hosts.got(Command.Shutdown.class)).containsExactly("read-1", "parse-1", "parse-2", "count-1");
        assertThat(hosts.got(Command.Cleanup.class)).hasSize(4);
        assertThat(hosts.living()).isEmpty();
    }

    @Test
    void aMissingMessageAfterAnOrderedEndIsAFailure() {
        hosts.counts("read-1", PortDirection.OUTPUT, 10)
                .counts("parse-1", PortDirection.INPUT, 5)
                .counts("parse-2", PortDirection.INPUT, 4)
                .start();

        hosts.manager().stop("SIGTERM");
        hosts.bus().run();

        assertThat(hosts.failures())
                .first()
                .asString()
                .startsWith("connection read#out => parse#in: sent 10, received 9, dropped 0, unaccounted 1;");
        assertThat(hosts.manager().exitCode()).isEqualTo(1);
    }

    @Test
    void countsThatAddUpAreNoFailure() {
        hosts.counts("read-1", PortDirection.OUTPUT, 10)
                .counts("parse-1", PortDirection.INPUT, 5)
                .counts("parse-2", PortDirection.INPUT, 5)
                .start();

        hosts.manager().stop("SIGTERM");
        hosts.bus().run();

        assertThat(hosts.manager().exitCode()).isZero();
        assertThat(hosts.manager().status().connections().get(0).sent()).isEqualTo(10);
        assertThat(hosts.manager().status().connections().get(0).received()).isEqualTo(10);
    }

    @Test
    void aMissingMessageAfterADeathIsUnaccountedAndNotTheReason() {
        hosts.counts("read-1", PortDirection.OUTPUT, 10)
                .counts("parse-2", PortDirection.INPUT, 4)
                .start();

        hosts.end("parse-1", 137);
        hosts.bus().advance(Duration.ofSeconds(10));

        assertThat(hosts.manager().exitCode()).isEqualTo(137);
        assertThat(hosts.failures())
                .singleElement()
                .asString()
                .startsWith("parse-1 (process 1001) was ended by signal 9 (KILL)");
    }

    @Test
    void shutsAStageOnTheOpenWireDownOnlyAfterTwoEqualQuietRounds() {
        TestingHosts brokered = new TestingHosts(Planned.brokered());
        String broker = "broker-read#out => parse#in";
        brokered.counts("read-1", PortDirection.OUTPUT, 7)
                .counts(broker, PortDirection.INPUT, 5)
                .counts(broker, PortDirection.OUTPUT, 5)
                .counts("parse-1", PortDirection.INPUT, 7)
                .start();

        brokered.manager().stop("SIGTERM");
        brokered.bus().advance(Duration.ofMillis(500));
        assertThat(brokered.got(Command.Shutdown.class)).containsExactly("read-1");
        assertThat(brokered.manager().status().detail()).isEqualTo("2 messages on read#out => parse#in");
        int roundsBefore = brokered.got(Command.AskReport.class).size();
        brokered.counts(broker, PortDirection.INPUT, 7).counts(broker, PortDirection.OUTPUT, 7);
        brokered.bus().advance(Duration.ofMillis(500));

        assertThat(brokered.got(Command.AskReport.class).size() - roundsBefore).isGreaterThanOrEqualTo(4);
        assertThat(brokered.got(Command.Shutdown.class))
                .containsExactly("read-1", broker, "parse-1", "parse-2", "count-1");
        assertThat(brokered.manager().exitCode()).isZero();
    }

    @Test
    void waitsWhileSomethingIsPendingInAStageOnTheOpenWire() {
        TestingHosts brokered = new TestingHosts(Planned.brokered());
        brokered.answers(
                        "parse-1",
                        Command.AskReport.class,
                        Reply.ok(new Report(WorkerState.RUNNING, true, 3, List.of())))
                .start();

        brokered.manager().stop("SIGTERM");
        brokered.bus().advance(Duration.ofMillis(500));

        assertThat(brokered.got(Command.Shutdown.class)).doesNotContain("parse-1");
        assertThat(brokered.manager().status().detail()).isEqualTo("3 pending in parse-1");
    }
}
