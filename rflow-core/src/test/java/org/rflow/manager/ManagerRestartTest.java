package org.rflow.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rflow.bus.Command;
import org.rflow.bus.Reply;
import org.rflow.model.Endpoint;
import org.rflow.model.Flow;
import org.rflow.model.PortDirection;
import org.rflow.model.RestartPolicy;
import org.rflow.model.RestartStrategy;

/** Hosts that end unasked while the flow goes on. */
final class ManagerRestartTest {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final TestingHosts hosts = new TestingHosts(Planned.supervisedChain());

    @Test
    void bringsBackAWorkerThatDiesWithTheSameStepsAsAtTheStart() {
        hosts.start();
        int before = hosts.trace().size();

        hosts.end("parse-1", 137);
        hosts.bus().advance(PAUSE);

        assertThat(hosts.trace().subList(before, hosts.trace().size()))
                .containsExactly(
                        "read-1 Disconnect",
                        "spawn parse-1",
                        "parse-1 Configure",
                        "parse-1 Connect",
                        "read-1 Connect",
                        "parse-1 Run");
        assertThat(hosts.flowStates()).endsWith("RUNNING");
        assertThat(hosts.worker("parse-1").state()).isEqualTo(HandleState.RUNNING);
        assertThat(hosts.worker("parse-1").incarnation()).isEqualTo(2);
        assertThat(hosts.bus().events()).contains("restarted parse-1 restart 1");
        assertThat(hosts.stored())
                .extracting(Endpoint::owner)
                .contains(hosts.worker("parse-1").uuid());
    }

    @Test
    void waitsLongerEachTimeThatAWorkerDiesSoonAgain() {
        hosts.start();
        hosts.end("parse-1", 1);
        hosts.bus().advance(PAUSE);
        hosts.end("parse-1", 1);

        hosts.bus().advance(PAUSE);
        assertThat(hosts.living()).doesNotContain("parse-1");
        hosts.bus().advance(PAUSE);

        assertThat(hosts.living()).contains("parse-1");
    }

    @Test
    void stopsTheFlowWithTheWorkersStoryWhenItDiesOnceTooOften() {
        TestingHosts limited = new TestingHosts(Planned.plan(Planned.supervised()
                .setting("rflow.max_restarts", "2")
                .connect("read#out", "parse#in")
                .connect("parse#out", "count#in")
                .build()));
        limited.start();

        for (int i = 0; i < 3; i++) {
            limited.end("parse-1", 3 + i);
            limited.bus().advance(Duration.ofSeconds(1));
        }

        assertThat(limited.failures())
                .singleElement()
                .asString()
                .startsWith("parse-1 (process 1005) ended with exit code 5 while the flow was RUNNING; "
                        + "it was restarted 2 times within 600 s, which is as often as it may: ")
                .contains(" ended with exit code 3, ", " ended with exit code 4, ", " ended with exit code 5");
        assertThat(limited.manager().exitCode()).isEqualTo(5);
        assertThat(limited.living()).isEmpty();
    }

    @Test
    void forgetsRestartsThatAreLongAgo() {
        TestingHosts limited = new TestingHosts(Planned.plan(Planned.supervised()
                .setting("rflow.max_restarts", "1")
                .setting("rflow.restart_window", "1m")
                .connect("read#out", "parse#in")
                .connect("parse#out", "count#in")
                .build()));
        limited.start();

        for (int i = 0; i < 3; i++) {
            limited.end("parse-1", 3);
            limited.bus().advance(Duration.ofSeconds(61));
        }

        assertThat(limited.flowStates()).endsWith("RUNNING");
        assertThat(limited.worker("parse-1").incarnation()).isEqualTo(4);
    }

    @Test
    void takesExitCodeZeroForAnEndThatWasMeantUnlessAlwaysIsAskedFor() {
        hosts.start();
        TestingHosts always = new TestingHosts(Planned.plan(Planned.birdstrikes()
                .setting("rflow.restart", "always")
                .connect("read#out", "parse#in")
                .connect("parse#out", "count#in")
                .build()));
        always.start();

        hosts.end("parse-1", 0);
        always.end("parse-1", 0);
        always.bus().advance(PAUSE);

        assertThat(hosts.failures())
                .containsExactly("parse-1 (process 1001) ended with exit code 0 while the flow was RUNNING; "
                        + "'restart: on_failure' leaves it at that, 'restart: always' would start it again");
        assertThat(hosts.manager().exitCode()).isEqualTo(1);
        assertThat(always.living()).contains("parse-1");
        assertThat(always.flowStates()).endsWith("RUNNING");
    }

    @Test
    void restartsAWorkerThatTellsOfItsFailure() {
        hosts.start();

        hosts.error("parse-1", "component 'parse' failed");
        hosts.end("parse-1", 1);
        hosts.bus().advance(PAUSE);

        assertThat(hosts.flowStates()).endsWith("RUNNING");
        assertThat(hosts.worker("parse-1").lastError()).isEqualTo("component 'parse' failed");
    }

    @Test
    void killsAWorkerThatTellsOfItsFailureAndDoesNotEnd() {
        hosts.start();

        hosts.error("parse-1", "component 'parse' failed");
        TestingChild first = hosts.child("parse-1");
        hosts.bus().advance(Duration.ofSeconds(6));

        assertThat(first.wasKilled()).isTrue();
        assertThat(hosts.living()).contains("parse-1");
    }

    @Test
    void restartsAWorkerThatMissesItsBeacons() {
        hosts.start();

        hosts.silence("parse-1");
        hosts.bus().advance(Duration.ofSeconds(9));
        TestingChild first = hosts.child("parse-1");
        hosts.beaconsAgainAfterDeath("parse-1");
        hosts.bus().advance(Duration.ofSeconds(3));

        assertThat(first.wasKilled()).isTrue();
        assertThat(hosts.worker("parse-1").state()).isEqualTo(HandleState.RUNNING);
    }

    @Test
    void aFailureBeforeTheFlowHasStartedIsNotRestarted() {
        hosts.answers("parse-1", Command.Configure.class, Reply.error("no such file"))
                .start();

        assertThat(hosts.failures()).first().asString().contains("could not be configured: no such file");
        assertThat(hosts.living()).isEmpty();
    }

    @Test
    void aRestartThatFailsIsOneMoreDeath() {
        hosts.start();
        hosts.answers("parse-1", Command.Configure.class, Reply.error("no such file"));

        hosts.end("parse-1", 1);
        hosts.bus().advance(PAUSE);
        hosts.obeysAgain("parse-1");
        hosts.bus().advance(Duration.ofSeconds(1));

        assertThat(hosts.worker("parse-1").incarnation()).isEqualTo(3);
        assertThat(hosts.worker("parse-1").state()).isEqualTo(HandleState.RUNNING);
        assertThat(hosts.worker("parse-1").lastError()).isEqualTo("no such file");
    }

    @Test
    void aStepThatMissesItsDeadlineIsOneMoreDeathAndHoldsUpNobody() {
        hosts.start();
        hosts.neverRegisters("parse-1");

        hosts.end("parse-1", 1);
        hosts.end("parse-2", 1);
        hosts.bus().advance(Duration.ofSeconds(1));
        assertThat(hosts.worker("parse-2").state()).isEqualTo(HandleState.RUNNING);
        assertThat(hosts.manager().status().detail()).isEqualTo("parse-1 to be back (STARTED)");
        hosts.registersAgain("parse-1");
        hosts.bus().advance(Duration.ofSeconds(62));

        assertThat(hosts.worker("parse-1").incarnation()).isEqualTo(3);
        assertThat(hosts.worker("parse-1").state()).isEqualTo(HandleState.RUNNING);
    }

    @Test
    void aCommandThatDoesNotStartIsTriedAgainAndHoldsUpNobody() {
        hosts.start();
        hosts.refuseToSpawn("parse-1");

        hosts.end("parse-1", 1);
        hosts.end("parse-2", 1);
        hosts.bus().advance(Duration.ofSeconds(1));
        assertThat(hosts.worker("parse-2").state()).isEqualTo(HandleState.RUNNING);
        hosts.refuseToSpawn("");
        hosts.bus().advance(Duration.ofSeconds(1));

        assertThat(hosts.worker("parse-1").state()).isEqualTo(HandleState.RUNNING);
    }

    @Test
    void aCommandThatNeverStartsStopsTheFlow() {
        hosts.start();
        hosts.refuseToSpawn("parse-1");

        hosts.end("parse-1", 1);
        hosts.bus().advance(Duration.ofMinutes(5));

        assertThat(hosts.failures())
                .singleElement()
                .asString()
                .startsWith("cannot start parse-1: no such program; it was restarted 10 times within 600 s");
        assertThat(hosts.living()).isEmpty();
    }

    @Test
    void addsWhatTheDeadHadCountedToWhatTheLivingCount() {
        hosts.counts("read-1", PortDirection.OUTPUT, 100).counts("parse-1", PortDirection.INPUT, 40);
        hosts.start();
        hosts.publishMetrics();

        hosts.end("parse-1", 137);
        hosts.bus().advance(PAUSE);
        hosts.counts("parse-1", PortDirection.INPUT, 50);
        hosts.publishMetrics();

        var connection = hosts.manager().status().connections().get(0);
        assertThat(connection.sent()).isEqualTo(100);
        assertThat(connection.received()).isEqualTo(90);
        assertThat(connection.inFlight()).isZero();
        assertThat(connection.unaccounted()).isEqualTo(10);
    }

    @Test
    void whatIsMissingAfterADeathIsNoFailure() {
        hosts.counts("read-1", PortDirection.OUTPUT, 100).counts("parse-1", PortDirection.INPUT, 40);
        hosts.start();
        hosts.publishMetrics();

        hosts.end("parse-1", 137);
        hosts.bus().advance(PAUSE);
        hosts.manager().stop("SIGTERM");
        hosts.bus().run();

        assertThat(hosts.manager().exitCode()).isZero();
    }

    @Test
    void allWorkersOfAThreadShardComeBackTogether() {
        TestingHosts threads = new TestingHosts(Planned.plan(Planned.threads()));
        threads.start();

        threads.error("work-1", "component 'work' failed");
        threads.bus().advance(Duration.ofSeconds(1));

        assertThat(threads.worker("work-1").state()).isEqualTo(HandleState.RUNNING);
        assertThat(threads.worker("work-2").state()).isEqualTo(HandleState.RUNNING);
        assertThat(threads.worker("work-2").incarnation()).isEqualTo(2);
        assertThat(threads.worker("read-1").incarnation()).isEqualTo(1);
    }

    @Test
    void downstreamTakesAlongAllThatGetMessagesFromIt() {
        TestingHosts strict = new TestingHosts(strategy(RestartStrategy.DOWNSTREAM));
        strict.start();

        strict.end("parse-1", 1);
        strict.bus().advance(Duration.ofSeconds(1));

        assertThat(incarnations(strict)).containsExactly(1, 2, 1, 2);
        assertThat(strict.flowStates()).endsWith("RUNNING");
        assertThat(strict.manager().status().workers())
                .allMatch(worker -> worker.state().equals("RUNNING"));
    }

    @Test
    void followersFinishWhatTheyHaveAndEndInOrderFirst() {
        TestingHosts strict = new TestingHosts(strategy(RestartStrategy.DOWNSTREAM));
        strict.start();
        int before = strict.trace().size();

        strict.end("parse-1", 1);
        strict.bus().advance(Duration.ofSeconds(1));

        assertThat(strict.trace().subList(before, strict.trace().size()))
                .containsSubsequence(
                        "read-1 Disconnect",
                        "parse-2 Disconnect",
                        "count-1 Shutdown",
                        "count-1 Cleanup",
                        "spawn count-1",
                        "spawn parse-1");
        assertThat(strict.child("count-1").wasKilled()).isFalse();
    }

    @Test
    void followersThatDoNotFinishInTimeAreKilled() {
        TestingHosts strict = new TestingHosts(strategy(RestartStrategy.DOWNSTREAM));
        strict.ignores("count-1", Command.Shutdown.class).start();
        TestingChild follower = strict.child("count-1");

        strict.end("parse-1", 1);
        strict.bus().advance(Duration.ofSeconds(4));
        assertThat(strict.living()).contains("count-1").doesNotContain("parse-1");
        strict.bus().advance(Duration.ofSeconds(2));

        assertThat(follower.wasKilled()).isTrue();
        assertThat(incarnations(strict)).containsExactly(1, 2, 1, 2);
        assertThat(strict.flowStates()).endsWith("RUNNING");
    }

    @Test
    void brokersHearOfReceiversThatAreGoneAndOfThoseThatAreBack() {
        TestingHosts brokered = new TestingHosts(Planned.plan(Planned.supervised()
                .connect("read#out", "parse#in")
                .broker()
                .connect("parse#out", "count#in")
                .build()));
        brokered.start();
        int before = brokered.trace().size();

        brokered.end("parse-1", 137);
        brokered.bus().advance(PAUSE);

        assertThat(brokered.trace().subList(before, brokered.trace().size()))
                .containsSubsequence(
                        "broker-read#out => parse#in Disconnect",
                        "spawn parse-1",
                        "broker-read#out => parse#in Connect");
    }

    @Test
    void allBeginAnewWithIt() {
        TestingHosts strict = new TestingHosts(strategy(RestartStrategy.ALL));
        strict.start();

        strict.end("parse-1", 1);
        strict.bus().advance(Duration.ofSeconds(1));

        assertThat(incarnations(strict)).containsExactly(2, 2, 2, 2);
        assertThat(strict.flowStates()).endsWith("RUNNING");
        assertThat(strict.manager().status().workers())
                .allMatch(worker -> worker.state().equals("RUNNING"));
    }

    @Test
    void aShardThatMustNotBeRestartedMayBeTakenAlong() {
        TestingHosts strict = new TestingHosts(Planned.plan(Planned.supervised(RestartStrategy.ALL)
                .setting("rflow.restart", "never")
                .shard("more", 1)
                .restart(RestartPolicy.ALWAYS)
                .strategy(RestartStrategy.ALL)
                .component("more", "sink")
                .endShard()
                .connect("read#out", "more#in")
                .connect("read#out", "parse#in")
                .connect("parse#out", "count#in")
                .build()));
        strict.start();

        strict.end("more-1", 1);
        strict.bus().advance(Duration.ofSeconds(1));

        assertThat(incarnations(strict)).containsExactly(2, 2, 2, 2);
        assertThat(strict.flowStates()).endsWith("RUNNING");
    }

    @Test
    void aBrokerComesBackToo() {
        TestingHosts brokered = new TestingHosts(Planned.plan(Planned.supervised()
                .connect("read#out", "parse#in")
                .broker()
                .connect("parse#out", "count#in")
                .build()));
        brokered.start();
        int before = brokered.trace().size();

        brokered.end("broker-read#out => parse#in", 137);
        brokered.bus().advance(PAUSE);

        assertThat(brokered.trace().subList(before, brokered.trace().size()))
                .containsExactly(
                        "read-1 Disconnect",
                        "spawn broker-read#out => parse#in",
                        "broker-read#out => parse#in Configure",
                        "broker-read#out => parse#in Connect",
                        "read-1 Connect",
                        "broker-read#out => parse#in Run");
    }

    private static Flow strategy(RestartStrategy strategy) {
        return Planned.plan(Planned.supervised(strategy)
                .connect("read#out", "parse#in")
                .connect("parse#out", "count#in")
                .build());
    }

    private static List<Integer> incarnations(TestingHosts all) {
        return List.of("read-1", "parse-1", "parse-2", "count-1").stream()
                .map(name -> all.worker(name).incarnation())
                .toList();
    }

    @Test
    void asksForNoRestartByDefaultOfABrokerWhoseReceiverMustNotBeRestarted() {
        Flow flow = Planned.plan(Planned.supervised()
                .shard("never", 1)
                .restart(RestartPolicy.NEVER)
                .component("last", "sink")
                .endShard()
                .connect("read#out", "last#in")
                .broker()
                .build());

        Roster roster = new Roster(flow, List.of());

        assertThat(roster.worker("broker-read#out => last#in")
                        .orElseThrow()
                        .host()
                        .rules()
                        .policy())
                .isEqualTo(RestartPolicy.NEVER);
    }
}
