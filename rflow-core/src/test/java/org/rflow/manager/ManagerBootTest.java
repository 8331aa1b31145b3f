package org.rflow.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rflow.bus.Command;
import org.rflow.bus.Reply;

final class ManagerBootTest {
    private final TestingHosts hosts = new TestingHosts(Planned.chain());

    @Test
    void bootsInOrderAndRunsSinksFirst() {
        hosts.start();

        assertThat(hosts.trace())
                .containsExactly(
                        "spawn read-1",
                        "spawn parse-1",
                        "spawn parse-2",
                        "spawn count-1",
                        "read-1 Configure",
                        "parse-1 Configure",
                        "parse-2 Configure",
                        "count-1 Configure",
                        "read-1 Connect",
                        "parse-1 Connect",
                        "parse-2 Connect",
                        "count-1 Connect",
                        "count-1 Run",
                        "parse-1 Run",
                        "parse-2 Run",
                        "read-1 Run",
                        "started");
        assertThat(hosts.flowStates()).containsExactly("SPAWNING", "CONFIGURING", "CONNECTING", "STARTING", "RUNNING");
    }

    @Test
    void spawnsBrokersBeforeWorkers() {
        TestingHosts brokered = new TestingHosts(Planned.brokered()).start();

        assertThat(brokered.trace()).first().isEqualTo("spawn broker-read#out => parse#in");
        assertThat(brokered.trace())
                .filteredOn(line -> line.startsWith("spawn"))
                .hasSize(5);
    }

    @Test
    void storesTheBoundEndpointsBeforeAnyoneConnects() {
        hosts.ignores("read-1", Command.Connect.class).start();

        assertThat(hosts.stored())
                .extracting("owner")
                .containsExactly(
                        hosts.worker("parse-1").uuid(),
                        hosts.worker("parse-2").uuid(),
                        hosts.worker("count-1").uuid());
    }

    @Test
    void startsNoSourceWhileASinkHasNotAnswered() {
        hosts.ignores("count-1", Command.Run.class).start();

        assertThat(hosts.got(Command.Run.class)).containsExactly("count-1");
        assertThat(hosts.trace()).doesNotContain("started");
    }

    @Test
    void namesTheWorkerThatNeverRegisters() {
        hosts.neverRegisters("parse-2").start();

        hosts.bus().advance(Duration.ofSeconds(59));
        assertThat(hosts.flowStates()).containsExactly("SPAWNING");
        hosts.bus().advance(Duration.ofSeconds(2));

        assertThat(hosts.failures())
                .containsExactly("flow birdstrikes did not start: after 60 s of SPAWNING it still waits for "
                        + "parse-2: it has not registered on the bus");
        assertThat(hosts.manager().exitCode()).isEqualTo(1);
        assertThat(hosts.child("parse-2").wasKilled()).isTrue();
        assertThat(hosts.child("parse-1").wasKilled()).isFalse();
        assertThat(hosts.living()).isEmpty();
        assertThat(hosts.hasEnded()).isTrue();
    }

    @Test
    void namesTheWorkerThatIsNotWelcomedAndItsReceivers() {
        hosts.ignores("read-1", Command.Connect.class).start();

        hosts.bus().advance(Duration.ofSeconds(62));

        assertThat(hosts.failures())
                .containsExactly("flow birdstrikes did not start: after 60 s of CONNECTING it still waits for "
                        + "read-1: it has not been welcomed by all of parse-1, parse-2");
    }

    @Test
    void eachPhaseHasItsOwnDeadline() {
        hosts.ignores("count-1", Command.Configure.class)
                .neverRegisters("parse-2")
                .start();

        hosts.bus().advance(Duration.ofSeconds(50));

        assertThat(hosts.flowStates()).containsExactly("SPAWNING");
    }

    @Test
    void failsWhenAChildEndsWithZeroBeforeItIsReady() {
        hosts.neverRegisters("parse-1").start();

        hosts.end("parse-1", 0);
        hosts.bus().advance(Duration.ofSeconds(1));

        assertThat(hosts.failures())
                .containsExactly("parse-1 (process 1001) ended with exit code 0 while the flow was SPAWNING");
        assertThat(hosts.manager().exitCode()).isEqualTo(1);
        assertThat(hosts.living()).isEmpty();
        assertThat(hosts.flowStates()).endsWith("STOPPING", "FAILED");
    }

    @Test
    void exitsWithTheCodeOfAChildThatFailsBeforeItIsReady() {
        hosts.neverRegisters("parse-1").start();

        hosts.end("parse-1", 3);

        assertThat(hosts.manager().exitCode()).isEqualTo(3);
    }

    @Test
    void failsWithTheSentenceOfAWorkerThatCannotBeConfigured() {
        hosts.answers("parse-1", Command.Configure.class, Reply.error("no type 'pipe'"))
                .start();

        hosts.bus().advance(Duration.ofSeconds(1));

        assertThat(hosts.failures()).containsExactly("worker parse-1 could not be configured: no type 'pipe'");
        assertThat(hosts.got(Command.Connect.class)).isEmpty();
        assertThat(hosts.got(Command.Cleanup.class)).containsExactly("read-1", "parse-1", "parse-2", "count-1");
        assertThat(hosts.living()).isEmpty();
    }

    @Test
    void endsWhatItHasStartedWhenTheSystemRefusesOneMore() {
        hosts.refuseToSpawn("parse-2").start();

        hosts.bus().advance(Duration.ofSeconds(1));

        assertThat(hosts.failures()).containsExactly("the flow did not start: cannot start parse-2: no such program");
        assertThat(hosts.living()).isEmpty();
        assertThat(hosts.hasEnded()).isTrue();
    }

    @Test
    void stopsWhenItIsToldWhileBooting() {
        hosts.ignores("read-1", Command.Connect.class).start();

        hosts.manager().stop("SIGTERM");
        hosts.bus().run();

        assertThat(hosts.trace()).doesNotContain("count-1 Run");
        assertThat(hosts.failures())
                .containsExactly("flow birdstrikes was stopped before it had started, due to SIGTERM");
        assertThat(hosts.manager().exitCode()).isEqualTo(1);
        assertThat(hosts.living()).isEmpty();
    }

    @Test
    void aLateAnswerDoesNotRestartAnAbortedBoot() {
        hosts.ignores("read-1", Command.Connect.class).start();
        hosts.manager().stop("SIGTERM");

        hosts.bus().advance(Duration.ofSeconds(200));

        assertThat(hosts.got(Command.Run.class)).isEmpty();
        assertThat(hosts.flowStates())
                .isEqualTo(List.of("SPAWNING", "CONFIGURING", "CONNECTING", "STOPPING", "FAILED"));
    }

    @Test
    void startsAllWorkersOfAThreadShardInOneProcess() {
        TestingHosts threads = new TestingHosts(Planned.plan(org.rflow.config.Flows.flow("x")
                .threads("work", 3)
                .component("in", "source")
                .endShard()
                .build()));

        threads.start();

        assertThat(threads.trace()).filteredOn(line -> line.startsWith("spawn")).containsExactly("spawn work");
        assertThat(threads.got(Command.Run.class)).containsExactly("work-1", "work-2", "work-3");
    }
}
