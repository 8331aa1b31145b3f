package org.rflow.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.rflow.bus.Command;

final class ManagerSupervisionTest {
    private final TestingHosts hosts = new TestingHosts(Planned.chain());

    @Test
    void stopsTheFlowInOrderWithTheCodeOfAChildThatFails() {
        hosts.start();

        hosts.end("parse-1", 3);

        assertThat(hosts.manager().exitCode()).isEqualTo(3);
        assertThat(hosts.failures())
                .containsExactly("parse-1 (process 1001) ended with exit code 3 while the flow was RUNNING");
        assertThat(hosts.got(Command.Shutdown.class)).containsExactly("read-1", "parse-2", "count-1");
        assertThat(hosts.got(Command.Cleanup.class)).containsExactly("read-1", "parse-2", "count-1");
        assertThat(hosts.living()).isEmpty();
        assertThat(hosts.flowStates()).endsWith("DRAINING", "STOPPING", "FAILED");
    }

    @Test
    void tellsThePeersOfADeadWorkerThatItIsGone() {
        hosts.start();

        hosts.end("parse-1", 3);

        assertThat(hosts.got(Command.Disconnect.class)).containsExactly("count-1", "read-1");
    }

    @Test
    void aChildThatEndsWithZeroUnaskedIsAFailure() {
        hosts.start();

        hosts.end("count-1", 0);

        assertThat(hosts.manager().exitCode()).isEqualTo(1);
    }

    @Test
    void aSignalDeathIsNamed() {
        hosts.start();

        hosts.end("count-1", 139);

        assertThat(hosts.manager().exitCode()).isEqualTo(139);
        assertThat(hosts.failures()).first().asString().contains("was ended by signal 11 (SEGV)");
    }

    @Test
    void aWorkerInErrorStopsTheFlowAndItsExitCodeIsTheFlows() {
        hosts.start();

        hosts.error("parse-1", "component 'parse' threw out of run()");
        hosts.end("parse-1", 4);

        assertThat(hosts.failures()).containsExactly("worker parse-1 failed: component 'parse' threw out of run()");
        assertThat(hosts.manager().exitCode()).isEqualTo(4);
        assertThat(hosts.living()).isEmpty();
    }

    @Test
    void aWorkerInErrorThatDoesNotEndIsKilledSoon() {
        hosts.start();

        hosts.error("parse-1", "out of memory");
        hosts.bus().advance(Duration.ofSeconds(7));

        assertThat(hosts.child("parse-1").wasKilled()).isTrue();
        assertThat(hosts.manager().exitCode()).isEqualTo(1);
        assertThat(hosts.living()).isEmpty();
    }

    @Test
    void warnsOfMissedBeaconsThenKills() {
        hosts.start();

        hosts.silence("parse-1");
        hosts.bus().advance(Duration.ofSeconds(4));
        assertThat(hosts.bus().events()).contains("beacon-missed parse-1 it missed 3 beacons");
        assertThat(hosts.living()).contains("parse-1");
        hosts.bus().advance(Duration.ofSeconds(7));

        assertThat(hosts.child("parse-1").wasKilled()).isTrue();
        assertThat(hosts.manager().exitCode()).isEqualTo(137);
        assertThat(hosts.failures())
                .containsExactly(
                        "parse-1 (process 1001) was ended by signal 9 (KILL), exit code 137 while the flow was RUNNING, "
                                + "because it missed 10 beacons");
    }

    @Test
    void aWorkerThatBeaconsAgainIsForgiven() {
        hosts.start();

        hosts.silence("parse-1");
        hosts.bus().advance(Duration.ofSeconds(8));
        hosts.beaconsAgain("parse-1");
        hosts.bus().advance(Duration.ofSeconds(30));

        assertThat(hosts.living()).hasSize(4);
        assertThat(hosts.flowStates()).endsWith("RUNNING");
    }

    @Test
    void blamesNoWorkerForTimeInWhichTheManagerItselfDidNotRun() {
        hosts.start();

        hosts.bus().sleep(Duration.ofMinutes(5));
        hosts.bus().advance(Duration.ofSeconds(5));

        assertThat(hosts.living()).hasSize(4);
        assertThat(hosts.flowStates()).endsWith("RUNNING");
    }

    @Test
    void missesNoBeaconsOfAWorkerThatHasStopped() {
        hosts.staysAfterCleanup("count-1").start();

        hosts.manager().stop("SIGTERM");
        hosts.silence("count-1");
        hosts.bus().advance(Duration.ofSeconds(20));

        assertThat(hosts.bus().events()).noneMatch(event -> event.startsWith("beacon-missed"));
        assertThat(hosts.living()).containsExactly("count-1");
    }

    @Test
    void aSecondFailureWhileItStopsDoesNotHideTheFirst() {
        hosts.ignores("parse-2", Command.Shutdown.class).start();

        hosts.end("parse-1", 3);
        hosts.end("parse-2", 5);

        assertThat(hosts.manager().exitCode()).isEqualTo(3);
        assertThat(hosts.living()).isEmpty();
        assertThat(hosts.hasEnded()).isTrue();
    }

    @Test
    void aChildThatFailsWhileItCleansUpIsAFailure() {
        hosts.staysAfterCleanup("count-1").start();

        hosts.manager().stop("SIGTERM");
        hosts.bus().run();
        hosts.end("count-1", 9);

        assertThat(hosts.manager().exitCode()).isEqualTo(9);
        assertThat(hosts.failures())
                .containsExactly("count-1 (process 1003) ended with exit code 9 while the flow was STOPPING");
    }
}
