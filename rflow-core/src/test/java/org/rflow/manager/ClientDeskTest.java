package org.rflow.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rflow.bus.ClientReply;
import org.rflow.bus.ClientRequest;
import org.rflow.bus.Command;
import org.rflow.bus.FlowStatus.WorkerStatus;
import org.rflow.bus.LogEvent;
import org.rflow.config.Flows;
import org.rflow.model.PortDirection;

final class ClientDeskTest {
    private final TestingHosts hosts = new TestingHosts(Planned.chain());
    private final List<ClientReply> replies = new ArrayList<>();

    @Test
    void showsTheFlowAndEachWorker() {
        hosts.start();
        hosts.manager().onLog(hosts.worker("read-1").uuid(), new LogEvent(0, "ERROR", "x", "cannot read a.csv"));

        ask(new ClientRequest.Status());

        var status = replies.get(0).status().orElseThrow();
        assertThat(status.state()).isEqualTo("RUNNING");
        assertThat(status.workers())
                .extracting(WorkerStatus::name)
                .containsExactly("read-1", "parse-1", "parse-2", "count-1");
        assertThat(status.workers().get(0).lastError()).isEqualTo("cannot read a.csv");
        assertThat(status.workers().get(0).pid()).isEqualTo(1000);
        assertThat(status.workers())
                .allMatch(worker -> worker.state().equals("RUNNING") && worker.beaconAgeMillis() == 0);
    }

    @Test
    void addsTheCountsOfAllEndsUp() {
        hosts.counts("read-1", PortDirection.OUTPUT, 10)
                .counts("parse-1", PortDirection.INPUT, 5)
                .counts("parse-2", PortDirection.INPUT, 2)
                .start();
        hosts.publishMetrics();

        ask(new ClientRequest.Status());

        var first = replies.get(0).status().orElseThrow().connections().get(0);
        assertThat(first.sent()).isEqualTo(10);
        assertThat(first.received()).isEqualTo(7);
        assertThat(first.inFlight()).isEqualTo(3);
        assertThat(first.bytes()).isEqualTo(100);
    }

    @Test
    void setsTheLevelOnceInEachProcess() {
        TestingHosts threads = new TestingHosts(Planned.plan(Flows.flow("x")
                .threads("work", 3)
                .component("in", "source")
                .endShard()
                .build()));
        threads.start();

        threads.manager().onRequest(new ClientRequest.SetLogLevel("", ""), replies::add);
        threads.bus().run();

        assertThat(threads.got(Command.SetLogLevel.class)).containsExactly("work-1");
        assertThat(threads.trace()).contains("manager level ");
        assertThat(replies.get(0).text()).isEqualTo("log level toggled in manager, work");
    }

    @Test
    void setsTheLevelOfOneWorkerOnly() {
        hosts.start();

        ask(new ClientRequest.SetLogLevel("parse-2", "debug"));

        assertThat(hosts.got(Command.SetLogLevel.class)).containsExactly("parse-2");
        assertThat(hosts.trace()).noneMatch(line -> line.startsWith("manager"));
        assertThat(replies.get(0).text()).isEqualTo("log level DEBUG in parse-2");
    }

    @Test
    void refusesALevelAndAWorkerThatDoNotExist() {
        hosts.start();

        ask(new ClientRequest.SetLogLevel("", "LOUD"));
        ask(new ClientRequest.Threads("parse-9"));

        assertThat(replies.get(0).error()).contains("'LOUD' is no log level; there are DEBUG, INFO, WARN and ERROR");
        assertThat(replies.get(1).error())
                .contains("there is no worker 'parse-9'; there are: manager, read-1, parse-1, parse-2, count-1");
    }

    @Test
    void reopensEveryLog() {
        hosts.start();

        ask(new ClientRequest.ReopenLogs());

        assertThat(hosts.trace()).contains("manager reopen");
        assertThat(hosts.got(Command.ReopenLog.class)).containsExactly("read-1", "parse-1", "parse-2", "count-1");
        assertThat(replies.get(0).text()).isEqualTo("log reopened by manager, read-1, parse-1, parse-2, count-1");
    }

    @Test
    void gathersTheThreadsOfAll() {
        hosts.start();

        ask(new ClientRequest.Threads(""));

        assertThat(replies.get(0).text())
                .contains("== manager\n")
                .contains("ClientDeskTest")
                .endsWith("== parse-2\nstacks of parse-2\n== count-1\nstacks of count-1\n");
    }

    @Test
    void namesTheWorkerThatDoesNotAnswerAClient() {
        hosts.ignores("parse-1", Command.Threads.class).start();

        ask(new ClientRequest.Threads(""));
        hosts.bus().advance(Duration.ofSeconds(5));

        assertThat(replies)
                .singleElement()
                .extracting(ClientReply::error)
                .asString()
                .contains("no answer within 5 s from parse-1");
    }

    @Test
    void answersAClientThatStopsTheFlowWhenTheStopHasBegun() {
        hosts.start();

        ask(new ClientRequest.Stop(false));

        assertThat(replies.get(0).status().orElseThrow().state()).isEqualTo("DRAINING");
        assertThat(hosts.flowStates()).endsWith("STOPPED");
    }

    @Test
    void killsForAClientThatCannotWait() {
        hosts.start();

        ask(new ClientRequest.Stop(true));

        assertThat(hosts.got(Command.Cleanup.class)).isEmpty();
        assertThat(hosts.living()).isEmpty();
        assertThat(hosts.failures()).containsExactly("flow birdstrikes was killed due to a client's request");
    }

    private void ask(ClientRequest request) {
        hosts.manager().onRequest(request, replies::add);
        hosts.bus().run();
    }
}
