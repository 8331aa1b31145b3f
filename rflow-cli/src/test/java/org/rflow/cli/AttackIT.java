package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rflow.bus.ClientRequest;
import org.rflow.bus.FlowStatus;
import org.rflow.bus.FlowStatus.ConnectionStatus;
import org.rflow.bus.FlowStatus.WorkerStatus;
import org.rflow.cli.KernelView.OpenPort;
import org.rflow.store.FlowStore;

/** Attacks on every open port of a running flow: nothing is lost, nobody comes in, and no process goes on spinning. */
final class AttackIT extends RflowCase {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final double IDLE = 0.2;
    private static final int HALF_OPEN = Integer.getInteger("rflow.it.half_open", 150);
    private static final String WRONG_SECRET = "x".repeat(43);

    private static final String FLOW = """
            flow: attacked
            shards:
              source: { workers: 1, components: { numbers: { type: paced, options: { gate: gate, total: total } } } }
              sink:
                workers: 1
                components:
                  linked: { type: order_check, options: { path: linked } }
                  brokered: { type: order_check, options: { path: brokered } }
              subscribers:
                workers: 2
                components:
                  cast: { type: order_check, options: { path: cast } }
                  published: { type: order_check, options: { path: published } }
            connections:
              - numbers#out => linked#in
              - { from: numbers#out, to: brokered#in, broker: true }
              - { from: numbers#out, to: cast#in, delivery: broadcast, broker: true }
              - { from: numbers#out, to: published#in, delivery: broadcast, wire: open }
            """;

    private Application application;
    private Map<String, Long> pids;
    private List<HostilePeer> attackers;

    @BeforeEach
    void startFlow() throws Exception {
        Files.writeString(directory.resolve("flow.yaml"), FLOW);
        assertThat(rflow.run("load", "-d", "config", "-c", "flow.yaml").exitCode())
                .isZero();
        Path extension = extension();
        RflowProcess.Outcome started = rflow.run("start", "-d", "config", "-e", extension.toString());
        assertThat(started.exitCode()).as("%s%s", started, rflow.logs()).isZero();
        String database = directory.resolve("config").toString();
        application =
                StoredFlow.of(new DatabaseOption.Database(database, directory)).application();
        pids = pids(status());
        attackers = attackers(database);
    }

    @Test
    void losesNothingAndLetsNobodyInWhenEveryOpenPortIsAttacked() throws Exception {
        Map<UUID, String> workers = workers(status());
        assertOpenPortsAreKnown();
        String before = awaitIdle();

        Files.createFile(directory.resolve("gate"));
        awaitReceived(1);
        attackAll();
        awaitReceived(smallest(status()) + 1);
        Files.delete(directory.resolve("gate"));
        String after = awaitIdle();

        FlowStatus status = status();
        assertThat(workers(status)).isEqualTo(workers);
        assertThat(status.connections()).allMatch(connection -> connection.dropped() == 0);
        RflowProcess.Outcome stopped = rflow.run("stop", "-d", "config");
        assertThat(stopped.exitCode()).as("%s%s", stopped, rflow.logs()).isZero();
        assertEverythingArrivedInOrder();
        assertThat(Files.readString(application.logFile()))
                .contains("refused a peer")
                .doesNotContain(" ERROR ");
        assertThat(rflow.processes()).isEmpty();
        System.out.printf("CPU in %% when idle, before the attack: %s, after it: %s%n", before, after);
    }

    /** All half-open connections stay so until the last port has been attacked. */
    private void attackAll() throws IOException {
        List<Socket> halfOpen = new ArrayList<>();
        try {
            for (HostilePeer attacker : attackers) {
                halfOpen.addAll(attacker.connectHalf(HALF_OPEN));
                attack(attacker);
            }
        } finally {
            for (Socket socket : halfOpen) {
                socket.close();
            }
        }
    }

    private void attack(HostilePeer attacker) throws IOException {
        attacker.sendNoise(100);
        attacker.sendFramesOfSizeMinusOne(20);
        attacker.sendHellosThatLie(20);
        for (int i = 0; i < 5; i++) {
            assertThat(attacker.intrude(WRONG_SECRET)).doesNotContain("WELCOME", "READY");
        }
        awaitAnswer(attacker, WRONG_SECRET, "ERROR");
        awaitAnswer(attacker, Files.readString(application.bus().secretFile()).strip(), "WELCOME");
    }

    /** A port under attack may hang up before it has come to answer; then the peer tries again, as any peer does. */
    private static void awaitAnswer(HostilePeer peer, String secret, String answer) {
        String other = answer.equals("ERROR") ? "WELCOME" : "ERROR";
        await().atMost(SOON).until(() -> peer.introduce(secret), heard -> {
            assertThat(heard).doesNotContain(other);
            return heard.contains(answer);
        });
    }

    private void assertOpenPortsAreKnown() throws IOException {
        List<OpenPort> open = new ArrayList<>();
        for (long pid : pids.values()) {
            open.addAll(new KernelView(pid).openPorts());
        }

        assertThat(open).allMatch(OpenPort::onLoopback);
        assertThat(open.stream().map(OpenPort::number))
                .containsExactlyInAnyOrderElementsOf(
                        attackers.stream().map(HostilePeer::port).toList());
    }

    /** Each sink wrote: how many came, the last of them, and how many were not the one behind the one before. */
    private void assertEverythingArrivedInOrder() throws IOException {
        String total = Files.readString(directory.resolve("total"));
        assertThat(Long.parseLong(total)).isPositive();
        for (String seen : List.of("linked-1", "brokered-1", "cast-1", "cast-2", "published-1", "published-2")) {
            assertThat(directory.resolve(seen)).as(seen).hasContent(total + " " + total + " 0");
        }
    }

    private FlowStatus status() {
        return ManagerCall.ask(application, new ClientRequest.Status()).status().orElseThrow();
    }

    private static long smallest(FlowStatus status) {
        return status.connections().stream()
                .mapToLong(ConnectionStatus::received)
                .min()
                .orElseThrow();
    }

    private void awaitReceived(long messages) {
        await().atMost(SOON).until(() -> smallest(status()) >= messages);
    }

    private static Map<UUID, String> workers(FlowStatus status) {
        Map<UUID, String> workers = new HashMap<>();
        status.workers().forEach(worker -> workers.put(worker.uuid(), worker.name() + " " + worker.pid()));
        return workers;
    }

    private static Map<String, Long> pids(FlowStatus status) {
        Map<String, Long> pids = new TreeMap<>();
        pids.put("manager", status.managerPid());
        for (WorkerStatus worker : status.workers()) {
            pids.put(worker.name(), worker.pid());
        }
        return pids;
    }

    private List<HostilePeer> attackers(String database) {
        List<HostilePeer> made = new ArrayList<>();
        made.add(new HostilePeer("ROUTER", application.bus().read().orElseThrow(), 0));
        try (FlowStore store = FlowStore.open(database)) {
            store.endpoints().forEach(endpoint -> made.add(new HostilePeer(endpoint, made.size())));
        }
        return made;
    }

    /** Waits for a while in which each process uses less than a fifth of a core, and tells how much they used. */
    private String awaitIdle() throws IOException {
        CpuWatch watch = new CpuWatch(pids);
        await().pollDelay(WINDOW)
                .pollInterval(WINDOW)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(watch.look().values()).allMatch(share -> share < IDLE));
        return watch.toString();
    }
}
