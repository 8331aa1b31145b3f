package org.rflow.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rflow.bus.Command;
import org.rflow.config.Flows;
import org.rflow.model.Flow;
import org.rflow.model.PortDirection;

/** The order in which Dagon's topologies come up and go down, on its five nodes: a sender, a leader, two workers, a receiver. */
final class DagonTest {
    private static final List<String> BOOT = List.of(
            "spawn sender-1",
            "spawn leader-1",
            "spawn worker-1",
            "spawn worker-2",
            "spawn receiver-1",
            "sender-1 Configure",
            "leader-1 Configure",
            "worker-1 Configure",
            "worker-2 Configure",
            "receiver-1 Configure",
            "sender-1 Connect",
            "leader-1 Connect",
            "worker-1 Connect",
            "worker-2 Connect",
            "receiver-1 Connect",
            "receiver-1 Run",
            "worker-1 Run",
            "worker-2 Run",
            "leader-1 Run",
            "sender-1 Run",
            "started");
    private static final List<String> SHUTDOWN = List.of(
            "sender-1 StopSources",
            "leader-1 StopSources",
            "worker-1 StopSources",
            "worker-2 StopSources",
            "receiver-1 StopSources",
            "sender-1 Shutdown",
            "leader-1 Shutdown",
            "worker-1 Shutdown",
            "worker-2 Shutdown",
            "receiver-1 Shutdown",
            "sender-1 Cleanup",
            "leader-1 Cleanup",
            "worker-1 Cleanup",
            "worker-2 Cleanup",
            "receiver-1 Cleanup");
    private static final String[] ALL = {"sender-1", "leader-1", "worker-1", "worker-2", "receiver-1"};

    private final TestingHosts hosts = new TestingHosts(five());

    private static Flow five() {
        return five("30s");
    }

    private static Flow five(String stopTimeout) {
        return Planned.plan(Flows.flow("dagon")
                .setting("rflow.restart", "never")
                .setting("rflow.stop_timeout", stopTimeout)
                .shard("sender", 1)
                .component("sender", "source")
                .endShard()
                .shard("leader", 1)
                .component("leader", "pipe")
                .endShard()
                .shard("worker", 2)
                .component("worker", "pipe")
                .endShard()
                .shard("receiver", 1)
                .component("receiver", "sink")
                .endShard()
                .connect("sender#out", "leader#in")
                .connect("leader#out", "worker#in")
                .connect("worker#out", "receiver#in")
                .build());
    }

    /** DA-4..9: nothing is started before what it sends to, and the sender last of all. */
    @Test
    void comesUpAsTheChartSays() {
        hosts.start();

        assertThat(hosts.trace()).isEqualTo(BOOT);
    }

    /** DA-25..31: the senders' end begins it; each stage has answered before the next is asked. */
    @Test
    void goesDownAsTheChartSaysWhenItsSendersAreDone() {
        hosts.start();

        hosts.finishSources(ALL);

        assertThat(hosts.trace())
                .isEqualTo(Stream.concat(BOOT.stream(), SHUTDOWN.stream()).toList());
        assertThat(hosts.manager().exitCode()).isZero();
    }

    /** DA-11, with a child that never gets ready and one that ends well before it is. */
    @Test
    void aBootThatHangsEndsWithAnErrorThatNamesTheChild() {
        hosts.neverRegisters("worker-2").start();
        TestingHosts early = new TestingHosts(five()).neverRegisters("worker-1").start();

        hosts.bus().advance(Duration.ofSeconds(70));
        early.end("worker-1", 0);
        early.bus().advance(Duration.ofSeconds(10));

        assertThat(hosts.failures()).singleElement().asString().contains("SPAWNING", "worker-2");
        assertThat(early.failures()).singleElement().asString().contains("worker-1", "ended with exit code 0");
        assertThat(List.of(hosts.manager().exitCode(), early.manager().exitCode()))
                .containsExactly(1, 1);
    }

    /** DA-18: every state has its own name, and can be reached. */
    @Test
    void statesPrintAsThemselvesAndAreReached() {
        Set<FlowState> reached = new HashSet<>(Set.of(FlowState.INITIALIZED));
        for (int i = 0; i < FlowState.values().length; i++) {
            Arrays.stream(FlowState.values())
                    .filter(next -> Set.copyOf(reached).stream().anyMatch(from -> from.canBecome(next)))
                    .forEach(reached::add);
        }

        hosts.start().finishSources(ALL);

        assertThat(reached).containsExactlyInAnyOrder(FlowState.values());
        assertThat(hosts.flowStates())
                .containsExactly(
                        "SPAWNING",
                        "CONFIGURING",
                        "CONNECTING",
                        "STARTING",
                        "RUNNING",
                        "DRAINING",
                        "STOPPING",
                        "STOPPED");
    }

    /** DA-30: not all at once. */
    @Test
    void nobodyIsToldToShutDownBeforeThoseThatSendToIt() {
        hosts.ignores("worker-2", Command.Shutdown.class).start();

        hosts.manager().stop("SIGTERM");
        hosts.bus().run();

        assertThat(hosts.got(Command.Shutdown.class)).containsExactly("sender-1", "leader-1", "worker-1", "worker-2");
    }

    /** DA-31: all of them. */
    @Test
    void waitsForTheEndOfTheLastSender() {
        hosts.start();

        hosts.finishSources("leader-1", "worker-1", "worker-2", "receiver-1");
        assertThat(hosts.flowStates()).endsWith("RUNNING");
        hosts.finishSources("sender-1");

        assertThat(hosts.flowStates()).endsWith("STOPPED");
    }

    /** DA-32, DA-39: what is left is killed, after a time that the flow says. */
    @Test
    void killsWhoDoesNotShutDownWithinTheFlowsOwnTime() {
        TestingHosts quick = new TestingHosts(five("2s"));
        quick.ignores("worker-1", Command.Shutdown.class).start();

        quick.manager().stop("SIGTERM");
        quick.bus().advance(Duration.ofMillis(1900));
        assertThat(quick.living()).hasSize(5);
        quick.bus().advance(Duration.ofSeconds(2));

        assertThat(quick.living()).isEmpty();
        assertThat(quick.child("worker-1").wasKilled()).isTrue();
        assertThat(quick.failures()).singleElement().asString().contains("did not end within 2 s", "worker-1");
    }

    /** DA-33, DA-34: who has answered is asked nothing any more, but to clean up. */
    @Test
    void whoHasShutDownHearsOnlyCleanup() {
        hosts.start().finishSources(ALL);

        List<String> after = hosts.trace().stream()
                .filter(line -> line.startsWith("leader-1 "))
                .dropWhile(Predicate.not("leader-1 Shutdown"::equals))
                .toList();
        assertThat(after).containsExactly("leader-1 Shutdown", "leader-1 Cleanup");
    }

    /** DA-35: the flow is at its end when every process is. */
    @Test
    void endsWhenTheLastProcessHas() {
        hosts.staysAfterCleanup("leader-1").start().finishSources(ALL);
        assertThat(hosts.hasEnded()).isFalse();

        hosts.end("leader-1", 0);

        assertThat(hosts.hasEnded()).isTrue();
        assertThat(hosts.manager().exitCode()).isZero();
    }

    /** DA-36, DA-38: whoever ends unasked ends the run, and its code is the run's; a receiver that has ended well by itself is missed too. */
    @Test
    void anUnaskedEndEndsTheRun() {
        TestingHosts well = new TestingHosts(five()).start();
        hosts.start();

        hosts.end("worker-1", 7);
        well.end("receiver-1", 0);
        Stream.of(hosts, well).forEach(each -> each.bus().advance(Duration.ofSeconds(10)));

        assertThat(hosts.manager().exitCode()).isEqualTo(7);
        assertThat(well.manager().exitCode()).isEqualTo(1);
        assertThat(hosts.living()).isEmpty();
        assertThat(well.living()).isEmpty();
    }

    /** DA-37: also before it has started. */
    @Test
    void aSignalWhileItBootsEndsEveryProcess() {
        hosts.ignores("leader-1", Command.Configure.class).start();

        hosts.manager().stop("SIGINT");
        hosts.bus().advance(Duration.ofSeconds(40));

        assertThat(hosts.living()).isEmpty();
        assertThat(hosts.manager().exitCode()).isNotZero();
    }

    /** What a stop that takes too long leaves behind is told in figures. */
    @Test
    void tellsWhatWasNotDelivered() {
        hosts.counts("sender-1", PortDirection.OUTPUT, 100).counts("leader-1", PortDirection.INPUT, 60);
        hosts.ignores("leader-1", Command.Shutdown.class).start().publishMetrics();

        hosts.manager().stop("SIGTERM");
        hosts.bus().advance(Duration.ofSeconds(40));

        assertThat(hosts.failures())
                .singleElement()
                .asString()
                .endsWith("; not delivered: 40 of 100 messages on sender#out => leader#in, which are lost");
    }
}
