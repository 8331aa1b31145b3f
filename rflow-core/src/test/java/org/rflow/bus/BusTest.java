package org.rflow.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rflow.model.Counts;
import org.rflow.model.Endpoint;
import org.rflow.model.PortDirection;
import org.rflow.model.WorkerState;
import org.rflow.zmq.Secret;
import org.rflow.zmq.ZmqContext;

/** Manager, workers and clients over real sockets on loopback. */
@Timeout(60)
final class BusTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final BusTiming TIMING = new BusTiming(Duration.ofMillis(50), Duration.ofSeconds(30));

    private final List<AutoCloseable> closeables = new ArrayList<>();
    private final TestingManager manager = closedLater(new TestingManager());
    private final TestingWorker worker = new TestingWorker();

    @AfterEach
    void close() throws Exception {
        for (int i = closeables.size() - 1; i >= 0; i--) {
            closeables.get(i).close();
        }
    }

    @Test
    void registersAndBeaconsEveryInterval() {
        join(worker);

        await().until(() -> manager.beacons.size() > 5);

        assertThat(manager.registrations).containsExactly(worker.registration());
        assertThat(manager.beacons).containsOnly(worker.beacon);
    }

    @Test
    void beaconsAtOnceWhenTheStateChanges() {
        WorkerBus bus = join(worker, manager.server.address(), new BusTiming(Duration.ofMinutes(5), SOON));
        await().until(() -> manager.beacons.size() == 1);

        worker.beacon = new Beacon(1, WorkerState.CONFIGURED, false, 0, "", "");
        bus.beaconNow(worker.uuid);

        await().until(() -> manager.beacons.contains(worker.beacon));
        assertThat(manager.beacons).hasSize(2);
    }

    @Test
    void carriesCommandsThereAndRepliesBack() {
        Endpoint endpoint = new Endpoint(UUID.randomUUID(), worker.uuid, "PULL", "tcp://127.0.0.1:1");
        worker.answers = command -> Reply.ok(List.of(endpoint));
        join(worker);
        manager.awaitRegistered(worker.uuid);

        Reply reply = manager.ask(worker.uuid, new Command.Configure(Samples.plan(), 3));

        assertThat(reply).isEqualTo(Reply.ok(List.of(endpoint)));
        assertThat(worker.commands).containsExactly(new Command.Configure(Samples.plan(), 3));
    }

    @Test
    void servesManyWorkersOfOneHostEachWithItsOwnLine() {
        List<TestingWorker> workers = List.of(worker, new TestingWorker(), new TestingWorker());
        WorkerBus bus = bus(manager.server.address(), TIMING);
        workers.forEach(each -> {
            each.answers = command -> Reply.text(each.uuid.toString());
            bus.add(each.registration(), each);
        });
        bus.start();

        for (TestingWorker each : workers) {
            manager.awaitRegistered(each.uuid);
            assertThat(manager.ask(each.uuid, new Command.Run()).text()).isEqualTo(each.uuid.toString());
        }
    }

    @Test
    void takesAnswersLaterFromAnyThreadOnce() {
        worker.keeping = true;
        join(worker);
        manager.awaitRegistered(worker.uuid);
        Queue<Reply> replies = manager.send(worker.uuid, new Command.Connect(List.of()), SOON);
        await().until(() -> worker.kept.size() == 1);

        worker.kept.element().reply(Reply.text("first"));
        worker.kept.element().reply(Reply.text("second"));
        worker.keeping = false;

        assertThat(manager.ask(worker.uuid, new Command.Run()).error()).isEmpty();
        assertThat(replies).containsExactly(Reply.text("first"));
    }

    @Test
    void repliesWithAnErrorAtTheDeadlineAndIgnoresTheLateReply() {
        worker.keeping = true;
        join(worker);
        manager.awaitRegistered(worker.uuid);

        Queue<Reply> replies = manager.send(worker.uuid, new Command.Shutdown(), Duration.ofMillis(100));
        await().until(() -> !replies.isEmpty());
        worker.kept.element().reply(Reply.ok());
        worker.keeping = false;

        assertThat(manager.ask(worker.uuid, new Command.Run()).error()).isEmpty();
        assertThat(replies).containsExactly(Reply.error("no reply to Shutdown within 100 ms"));
    }

    @Test
    void repliesWithAnErrorForAWorkerThatIsNotOnTheBus() {
        Reply reply = manager.ask(UUID.randomUUID(), new Command.Run());

        assertThat(reply).isEqualTo(Reply.error("cannot send Run: the worker is not on the bus"));
    }

    @Test
    void repliesWithAnErrorWhenTheHandlerThrows() {
        worker.answers = command -> {
            throw new IllegalStateException("no disk");
        };
        join(worker);
        manager.awaitRegistered(worker.uuid);

        Reply reply = manager.ask(worker.uuid, new Command.Run());

        assertThat(reply.error()).contains("Run failed: java.lang.IllegalStateException: no disk");
    }

    @Test
    void givesAWorkerThatWasStartedAgainTheRouteAndFailsWhatItsForerunnerOwes() {
        worker.keeping = true;
        join(worker);
        manager.awaitRegistered(worker.uuid);
        Queue<Reply> owed = manager.send(worker.uuid, new Command.Run(), SOON);
        await().until(() -> worker.kept.size() == 1);

        TestingWorker successor = new TestingWorker();
        successor.answers = command -> Reply.text("successor");
        var registration = new Registration(
                Registration.Role.WORKER, worker.uuid, worker.registration().group(), 43, 1);
        WorkerBus bus = bus(manager.server.address(), TIMING);
        bus.add(registration, successor);
        bus.start();

        await().until(() -> manager.registrations.contains(registration));
        await().until(() -> !owed.isEmpty());
        assertThat(owed).containsExactly(Reply.error("the worker was started again before it replied"));
    }

    @Test
    void sendsAWorkerWhoseLineWasCutWhatItHasNotAnsweredWhenItIsBack() {
        ForeignWorker first = new ForeignWorker(manager);
        first.register(worker.registration());
        manager.awaitRegistered(worker.uuid);
        Queue<Reply> taken = manager.send(worker.uuid, new Command.StopSources(), SOON);
        CommandHeader lost = first.nextCommand();
        first.close();
        Queue<Reply> waiting = manager.send(worker.uuid, new Command.Shutdown(), SOON);

        ForeignWorker again = closedLater(new ForeignWorker(manager));
        again.register(worker.registration());

        assertThat(again.nextCommand()).isEqualTo(lost);
        again.reply(lost, Reply.text("stopped"));
        again.reply(again.nextCommand(), Reply.text("shut down"));
        await().until(() -> !taken.isEmpty() && !waiting.isEmpty());
        assertThat(taken).containsExactly(Reply.text("stopped"));
        assertThat(waiting).containsExactly(Reply.text("shut down"));
    }

    @Test
    void failsOpenCommandsOfAForgottenWorkerAtOnce() {
        worker.keeping = true;
        join(worker);
        manager.awaitRegistered(worker.uuid);
        Queue<Reply> replies = manager.send(worker.uuid, new Command.Run(), Duration.ofMinutes(5));
        await().until(() -> worker.kept.size() == 1);

        manager.server.execute(() -> manager.server.forget(worker.uuid, "exit code 137"));

        await().until(() -> !replies.isEmpty());
        assertThat(replies).containsExactly(Reply.error("exit code 137"));
    }

    @Test
    void asksAForgottenWorkerThatStillBeaconsToRegisterAgain() {
        join(worker);
        manager.awaitRegistered(worker.uuid);

        manager.server.execute(() -> manager.server.forget(worker.uuid, "lost"));

        await().until(() -> manager.registrations.size() == 2);
        assertThat(manager.ask(worker.uuid, new Command.Run()).error()).isEmpty();
    }

    @Test
    void carriesMetricsAndLogEventsFromAnyThread() {
        Counts counts = new Counts(UUID.randomUUID(), PortDirection.OUTPUT, 1, 2, 3, 4, 5, 0, 0);
        LogEvent event = new LogEvent(1, "WARN", "a.B", "text");
        WorkerBus bus = join(worker);

        bus.metrics(worker.uuid, List.of(counts));
        bus.log(worker.uuid, event);

        await().until(() -> !manager.metrics.isEmpty() && !manager.log.isEmpty());
        assertThat(manager.metrics).containsExactly(List.of(counts));
        assertThat(manager.log).containsExactly(event);
    }

    @Test
    void tellsHowManyLogEventsWereDroppedWhileNobodyTookThem() {
        WorkerBus bus = bus(manager.server.address(), TIMING);
        bus.add(worker.registration(), worker);
        for (int i = 0; i < Mailbag.LOG_EVENTS + 5; i++) {
            bus.log(worker.uuid, new LogEvent(i, "WARN", "a.B", "text " + i));
        }

        bus.start();

        await().until(() -> manager.log.size() == Mailbag.LOG_EVENTS + 1);
        assertThat(manager.log.element().text()).startsWith("5 log events were dropped");
        assertThat(manager.log).last().extracting(LogEvent::text).isEqualTo("text " + (Mailbag.LOG_EVENTS + 4));
    }

    @Test
    void tellsAWorkerOnceThatItsManagerIsGone() {
        join(worker, manager.server.address(), new BusTiming(Duration.ofMillis(20), Duration.ofMillis(300)));
        await().until(() -> manager.beacons.size() > 20);
        assertThat(worker.orphaned).hasValue(0);

        manager.close();

        await().until(() -> worker.orphaned.get() == 1);
    }

    @Test
    void deliversTheLastReplyAndBeaconBeforeItCloses() {
        join(worker);
        manager.awaitRegistered(worker.uuid);
        WorkerBus bus = (WorkerBus) closeables.get(closeables.size() - 1);
        worker.answers = command -> Reply.text("x".repeat(1 << 20));
        Beacon last = new Beacon(1, WorkerState.STOPPED, true, 0, "", "");

        Queue<Reply> replies = manager.send(worker.uuid, new Command.Cleanup(), SOON);
        await().until(() -> !worker.commands.isEmpty());
        worker.beacon = last;
        bus.close();

        await().until(() -> !replies.isEmpty() && manager.beacons.contains(last));
        assertThat(replies.element().text()).hasSize(1 << 20);
    }

    @Test
    void repliesWithAnErrorInsteadOfAFrameThatIsTooLarge() {
        worker.answers = command -> Reply.text("x".repeat(BusFrame.MAX_BODY));
        join(worker);
        manager.awaitRegistered(worker.uuid);

        Reply reply = manager.ask(worker.uuid, new Command.Threads());

        assertThat(reply.error()).hasValueSatisfying(text -> assertThat(text).contains("too large for the bus"));
    }

    @Test
    void answersClients() {
        ManagerClient client = client(manager.secret, SOON);

        ClientReply reply = client.ask(new ClientRequest.SetLogLevel("parse-1", "DEBUG"), SOON);

        assertThat(reply).isEqualTo(ClientReply.text("SetLogLevel[worker=parse-1, level=DEBUG]"));
    }

    @Test
    void tellsAClientThatNobodyAnswers() {
        String address = manager.server.address();
        manager.close();

        assertThatThrownBy(() -> ManagerClient.open(address, manager.secret, Duration.ofMillis(300)))
                .isInstanceOf(BusException.class)
                .hasMessage("no answer from the manager at " + address + " within 300 ms");
    }

    @Test
    void tellsAClientThatItsSecretIsWrong() {
        assertThatThrownBy(() -> client(Secret.random(), SOON))
                .isInstanceOf(BusException.class)
                .hasMessage("the manager at " + manager.server.address() + " refused the secret");
        assertThat(manager.requests).isEmpty();
    }

    @Test
    void letsNoWorkerInThatHasAWrongSecret() {
        Secret wrong = Secret.random();
        ZmqContext context = closedLater(new ZmqContext("intruder", wrong));
        Rendezvous there = new Rendezvous(manager.server.address(), wrong);
        WorkerBus bus = closedLater(new WorkerBus(context, "intruder", there, Optional::empty, TIMING));
        bus.add(worker.registration(), worker);
        bus.start();

        await().until(() -> manager.context.refusals() > 0);

        assertThat(manager.registrations).isEmpty();
        assertThat(manager.beacons).isEmpty();
    }

    @Test
    void streamsEventsToSubscribersInOrder() {
        ManagerClient client = client(manager.secret, SOON);
        client.subscribe();
        client.ask(new ClientRequest.Status(), SOON);

        for (int i = 0; i < 100; i++) {
            Event event = Samples.event(i);
            manager.server.execute(() -> manager.server.publish(event));
        }

        for (int i = 0; i < 100; i++) {
            assertThat(client.nextEvent(SOON)).contains(Samples.event(i));
        }
        assertThat(client.nextEvent(Duration.ofMillis(1))).isEqualTo(Optional.empty());
        assertThat(client.missedEvents()).isZero();
    }

    @Test
    void countsWhatASlowSubscriberMisses() {
        ManagerClient client = client(manager.secret, SOON);
        client.subscribe();
        client.ask(new ClientRequest.Status(), SOON);
        int published = 50_000;

        manager.server.execute(() -> {
            for (int i = 0; i < published; i++) {
                manager.server.publish(Samples.event(i));
            }
        });

        List<Event> seen = new ArrayList<>();
        while (seen.isEmpty() || seen.get(seen.size() - 1).timeMillis() < published - 1) {
            seen.add(client.nextEvent(SOON).orElseThrow());
        }
        assertThat(seen).hasSizeLessThanOrEqualTo(Subscribers.QUEUE);
        assertThat(client.missedEvents()).isEqualTo(published - seen.size());
    }

    @Test
    void ignoresAndCountsGarbageAndServesOn() {
        join(worker);
        manager.awaitRegistered(worker.uuid);

        Garbage.sendTo(
                manager.server.address(),
                manager.secret,
                () -> await().untilAsserted(() ->
                        assertThat(manager.server.malformedFrames()).isEqualTo(Garbage.COUNT)));

        assertThat(manager.isAlive()).isTrue();
        assertThat(manager.ask(worker.uuid, new Command.Run()).error()).isEmpty();
    }

    private WorkerBus join(TestingWorker each) {
        return join(each, manager.server.address(), TIMING);
    }

    private WorkerBus join(TestingWorker each, String address, BusTiming timing) {
        WorkerBus bus = bus(address, timing);
        bus.add(each.registration(), each);
        bus.start();
        return bus;
    }

    private WorkerBus bus(String address, BusTiming timing) {
        ZmqContext context = closedLater(new ZmqContext("host", manager.secret));
        Rendezvous there = new Rendezvous(address, manager.secret);
        return closedLater(new WorkerBus(context, "host", there, Optional::empty, timing));
    }

    private ManagerClient client(Secret secret, Duration timeout) {
        return closedLater(ManagerClient.open(manager.server.address(), secret, timeout));
    }

    private <T extends AutoCloseable> T closedLater(T closeable) {
        closeables.add(closeable);
        return closeable;
    }
}
