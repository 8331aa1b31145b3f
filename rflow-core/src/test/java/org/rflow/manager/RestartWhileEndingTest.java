package org.rflow.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.rflow.bus.Command;
import org.rflow.model.PortDirection;

/** Hosts that end unasked while the flow ends. */
final class RestartWhileEndingTest {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final TestingHosts hosts = new TestingHosts(Planned.supervisedChain());

    @Test
    void theFlowDoesNotEndWhileAWorkerIsOnItsWayBack() {
        hosts.start();

        hosts.end("parse-1", 1);
        hosts.finishSources("read-1", "parse-2", "count-1");
        assertThat(hosts.flowStates()).endsWith("RUNNING");
        hosts.finishSources("parse-1");
        hosts.bus().advance(Duration.ofSeconds(1));

        assertThat(hosts.flowStates()).endsWith("STOPPED");
        assertThat(hosts.manager().exitCode()).isZero();
        assertThat(hosts.got(Command.Cleanup.class)).contains("parse-1");
    }

    @Test
    void aWorkerThatDiesWhileTheFlowDrainsComesBackAndFinishes() {
        hosts.ignores("parse-1", Command.Shutdown.class).start();
        hosts.manager().stop("SIGTERM");
        hosts.bus().run();

        hosts.end("parse-1", 137);
        hosts.obeysAgain("parse-1");
        assertThat(hosts.got(Command.Shutdown.class)).doesNotContain("count-1");
        hosts.bus().advance(PAUSE);

        assertThat(hosts.got(Command.Shutdown.class))
                .containsExactly("read-1", "parse-1", "parse-2", "parse-1", "count-1");
        assertThat(hosts.got(Command.StopSources.class)).endsWith("parse-1");
        assertThat(hosts.manager().exitCode()).isZero();
        assertThat(hosts.flowStates()).endsWith("STOPPED");
    }

    @Test
    void sendersThatHaveEndedKeepWhatTheyHaveForTheirOnlyReceiver() {
        hosts.ignores("count-1", Command.Shutdown.class).start();
        hosts.manager().stop("SIGTERM");
        hosts.bus().run();

        hosts.end("count-1", 137);
        hosts.obeysAgain("count-1");
        hosts.bus().advance(PAUSE);

        assertThat(hosts.got(Command.Disconnect.class)).isEmpty();
        assertThat(hosts.got(Command.Connect.class)).endsWith("count-1", "parse-1", "parse-2");
        assertThat(hosts.manager().exitCode()).isZero();
        assertThat(hosts.flowStates()).endsWith("STOPPED");
    }

    @Test
    void sendersThatBroadcastToOneReceiverOnlyKeepItToo() {
        TestingHosts broadcast = new TestingHosts(Planned.plan(Planned.supervised()
                .connect("read#out", "parse#in")
                .connect("parse#out", "count#in")
                .broadcast()
                .build()));
        broadcast.ignores("count-1", Command.Shutdown.class).start();
        broadcast.manager().stop("SIGTERM");
        broadcast.bus().run();

        broadcast.end("count-1", 137);
        broadcast.obeysAgain("count-1");
        broadcast.bus().advance(PAUSE);

        assertThat(broadcast.got(Command.Disconnect.class)).isEmpty();
        assertThat(broadcast.manager().exitCode()).isZero();
    }

    @Test
    void aSourceThatDiesAtItsEndReadsTheRestBeforeTheFlowEnds() {
        hosts.ignores("read-1", Command.Shutdown.class).start();
        hosts.finishSources("read-1", "parse-1", "parse-2", "count-1");

        hosts.unfinishSources("read-1");
        hosts.end("read-1", 137);
        hosts.obeysAgain("read-1");
        hosts.bus().advance(Duration.ofSeconds(3));
        assertThat(hosts.got(Command.Shutdown.class)).containsExactly("read-1");
        hosts.finishSources("read-1");

        assertThat(hosts.got(Command.Shutdown.class))
                .containsExactly("read-1", "read-1", "parse-1", "parse-2", "count-1");
        assertThat(hosts.manager().exitCode()).isZero();
    }

    @Test
    void aWorkerThatDiesWhenItsWorkIsDoneIsNotMissed() {
        hosts.ignores("parse-1", Command.Shutdown.class).start();
        hosts.manager().stop("SIGTERM");
        hosts.bus().run();

        hosts.end("read-1", 137);
        hosts.obeysAgain("parse-1");
        hosts.end("parse-1", 137);
        hosts.bus().advance(PAUSE);

        assertThat(hosts.living()).isEmpty();
        assertThat(hosts.worker("read-1").incarnation()).isEqualTo(1);
        assertThat(hosts.manager().exitCode()).isZero();
        assertThat(hosts.got(Command.Disconnect.class)).contains("parse-1", "parse-2");
    }

    @Test
    void aStopDoesNotWaitForThePauseBeforeARestart() {
        TestingHosts slow = new TestingHosts(Planned.plan(Planned.supervised()
                .setting("rflow.restart_backoff", "20s")
                .connect("read#out", "parse#in")
                .connect("parse#out", "count#in")
                .build()));
        slow.start();
        slow.end("parse-1", 1);

        slow.manager().stop("SIGTERM");
        slow.bus().run();

        assertThat(slow.flowStates()).endsWith("STOPPED");
        assertThat(slow.manager().exitCode()).isZero();
    }

    @Test
    void nothingComesBackAfterASecondStop() {
        hosts.start();
        hosts.end("parse-1", 1);

        hosts.manager().stopNow("SIGTERM");
        hosts.bus().advance(Duration.ofMinutes(1));

        assertThat(hosts.living()).isEmpty();
        assertThat(hosts.worker("parse-1").incarnation()).isEqualTo(1);
        assertThat(hosts.hasEnded()).isTrue();
    }

    @Test
    void aFlowWhoseBrokerDiedDrainsWhenNothingMovesAnyMore() {
        TestingHosts brokered = new TestingHosts(Planned.plan(Planned.supervised()
                .connect("read#out", "parse#in")
                .broker()
                .connect("parse#out", "count#in")
                .build()));
        brokered.counts("read-1", PortDirection.OUTPUT, 100).counts("parse-1", PortDirection.INPUT, 90);
        brokered.start();
        brokered.end("broker-read#out => parse#in", 137);
        brokered.bus().advance(PAUSE);

        brokered.manager().stop("SIGTERM");
        brokered.bus().advance(Duration.ofMillis(500));
        assertThat(brokered.flowStates()).endsWith("DRAINING");
        brokered.bus().advance(Duration.ofSeconds(3));

        assertThat(brokered.flowStates()).endsWith("STOPPED");
        assertThat(brokered.manager().exitCode()).isZero();
    }
}
