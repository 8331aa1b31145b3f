package org.rflow.worker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;
import static org.rflow.worker.TestingPlans.WORKER;
import static org.rflow.worker.TestingPlans.direct;
import static org.rflow.worker.TestingPlans.input;
import static org.rflow.worker.TestingPlans.output;
import static org.rflow.worker.TestingPlans.plan;
import static org.rflow.worker.TestingPlans.spec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.bus.Command;
import org.rflow.bus.Reply;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.InputPort;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;
import org.rflow.message.ProcessingEvent;
import org.rflow.model.ComponentOption;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Counts;
import org.rflow.model.PortDirection;
import org.rflow.model.WorkerPlan;
import org.rflow.model.WorkerState;

final class WorkerTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    /** Three times the receipts that {@link Component} may hold open. */
    private static final int THRICE_THE_MOST = 3 * 1024;

    @TempDir
    private Path directory;

    private TestingHost host;
    private Worker worker;
    private Thread loop;
    private final List<String> calls = new CopyOnWriteArrayList<>();

    @BeforeEach
    void startWorker() {
        host = new TestingHost(directory);
        host.type("numbers", Numbers::new);
        host.type("doubler", Doubler::new);
        worker = new Worker(WORKER, host);
        loop = new Thread(worker::runLoop, "test/loop");
        loop.start();
    }

    @AfterEach
    void stopWorker() throws Exception {
        worker.stopAlone();
        host.connections().inputEnded = true;
        host.connections().outputConfirmed = true;
        host.connections().full = false;
        loop.join(SOON.toMillis());
        assertThat(loop.isAlive()).isFalse();
        worker.close();
        host.close();
    }

    @Test
    void goesThroughItsLifeInOrderAndDeliversEverything() {
        WorkerPlan plan =
                plan(List.of(spec("numbers"), spec("doubler")), direct("numbers#out", "doubler#in"), output());

        assertThat(ask(new Command.Configure(plan, 1)).error()).isEmpty();
        assertThat(worker.beacon().state()).isEqualTo(WorkerState.CONFIGURED);
        assertThat(ask(new Command.Connect(List.of())).error()).isEmpty();
        assertThat(ask(new Command.Run()).error()).isEmpty();
        await().atMost(SOON).until(() -> worker.beacon().sourcesDone());
        assertThat(ask(new Command.Shutdown()).error()).isEmpty();
        assertThat(worker.beacon().state()).isEqualTo(WorkerState.STOPPING);
        assertThat(ask(new Command.Cleanup()).error()).isEmpty();

        assertThat(host.connections().sentNumbers()).containsExactly(2L, 4L, 6L, 1000L);
        assertThat(calls).containsExactly("configure numbers", "run numbers", "shutdown doubler", "cleanup numbers");
        await().atMost(SOON).untilAsserted(() -> assertThat(host.ended()).containsExactly("clean"));
        assertThat(worker.beacon().state()).isEqualTo(WorkerState.STOPPED);
    }

    @Test
    void triesMoreMessagesAgainThanAComponentMayHoldOpen() {
        Map<String, String> retries =
                Map.of(ComponentOption.RETRIES.key(), "1", ComponentOption.BACKOFF.key(), "200ms");
        ComponentSpec failing = new ComponentSpec(UUID.randomUUID(), "doubler", "doubler", true, retries, List.of());
        host.type("numbers", () -> new Many(THRICE_THE_MOST));
        host.type("doubler", FailsOnce::new);

        ask(new Command.Configure(plan(List.of(spec("numbers"), failing), direct("numbers#out", "doubler#in")), 1));
        ask(new Command.Connect(List.of()));
        ask(new Command.Run());

        await().atMost(SOON).until(() -> calls.size() == THRICE_THE_MOST);
        assertThat(calls).doesNotHaveDuplicates();
    }

    private static final class Many extends Component {
        final OutputPort out = outputPort("out");
        private long left;

        Many(long count) {
            left = count;
        }

        @Override
        protected Poll poll() {
            out.send(Message.of(left));
            left--;
            return left == 0 ? Poll.DONE : Poll.MORE;
        }
    }

    final class FailsOnce extends Component {
        final InputPort in = inputPort("in");
        private final Set<Long> tried = new HashSet<>();

        @Override
        protected void process(InputPort port, Message message) {
            if (tried.add(message.number())) {
                throw new IllegalStateException("the first time");
            }
            calls.add(message.text());
        }
    }

    @Test
    void refusesACommandThatDoesNotFitItsState() {
        assertThat(ask(new Command.Run()).error())
                .hasValueSatisfying(error -> assertThat(error).contains("RUN does not fit the state STARTED"));
        assertThat(ask(new Command.Cleanup()).error())
                .hasValueSatisfying(error -> assertThat(error).contains("CLEANUP does not fit the state STARTED"));
        assertThat(worker.beacon().state()).isEqualTo(WorkerState.STARTED);
    }

    @Test
    void saysInItsBeaconWhyItFailed() {
        host.type("numbers", () -> new Component() {
            @Override
            protected void configure(ComponentContext context) {
                throw new ConfigurationException("the file is not there");
            }
        });

        Reply reply = ask(new Command.Configure(plan(List.of(spec("numbers"))), 1));

        assertThat(reply.error()).hasValueSatisfying(error -> assertThat(error).contains("the file is not there"));
        await().atMost(SOON).until(() -> worker.beacon().state() == WorkerState.ERROR);
        assertThat(worker.beacon().detail()).contains("the file is not there");
        await().atMost(SOON).untilAsserted(() -> assertThat(host.ended()).containsExactly("failed"));
    }

    @Test
    void feedsNothingWhileWhatItLeadsToIsFull() {
        host.connections().full = true;
        start(plan(List.of(spec("numbers"), spec("doubler")), direct("numbers#out", "doubler#in"), output()));

        assertThat(ask(new Command.AskReport()).report())
                .hasValueSatisfying(report -> assertThat(report.sourcesDone()).isFalse());
        assertThat(host.connections().sentNumbers()).isEmpty();

        host.connections().full = false;
        await().atMost(SOON).until(() -> host.connections().sentNumbers().size() == 3);
    }

    @Test
    void feedsNothingBeforeRun() {
        ask(new Command.Configure(plan(List.of(spec("doubler")), input(), output()), 1));

        assertThat(inletIsOpen()).isFalse();
        ask(new Command.Run());
        assertThat(inletIsOpen()).isTrue();
    }

    @Test
    void feedsNothingWhilePaused() {
        start(plan(List.of(spec("doubler")), input(), output()));

        ask(new Command.Pause(true));
        assertThat(inletIsOpen()).isFalse();
        ask(new Command.Pause(false));
        assertThat(inletIsOpen()).isTrue();
    }

    @Test
    void asksAnIdleSourceNoMoreOftenAfterItWasWokenOften() {
        Drowsy source = new Drowsy();
        host.type("drowsy", () -> source);
        start(plan(List.of(spec("drowsy"))));
        for (int i = 1; i <= 100; i++) {
            int polls = source.polls.size();
            source.wake();
            await().pollInterval(Duration.ofNanos(100_000)).atMost(SOON).until(() -> source.polls.size() > polls);
        }

        long woken = System.nanoTime();
        await().atMost(SOON)
                .until(() ->
                        source.polledUntil() - woken > Duration.ofMillis(300).toNanos());

        assertThat(source.pollsBetween(woken, woken + Duration.ofMillis(300).toNanos()))
                .isLessThanOrEqualTo(31);
    }

    @Test
    void waitsForTheEndOfItsInputBeforeItShutsDownAComponent() throws Exception {
        host.connections().inputEnded = false;
        start(plan(List.of(spec("doubler")), input(), output()));

        CompletableFuture<Reply> reply = send(new Command.Shutdown());
        ask(new Command.AskReport());
        assertThat(reply).isNotDone();
        assertThat(calls).doesNotContain("shutdown doubler");

        host.connections().inputEnded = true;
        assertThat(reply.get(SOON.toSeconds(), SECONDS).error()).isEmpty();
        assertThat(calls).contains("shutdown doubler");
    }

    @Test
    void answersEachManagerThatAsksItToShutDown() throws Exception {
        host.connections().inputEnded = false;
        start(plan(List.of(spec("doubler")), input(), output()));

        CompletableFuture<Reply> first = send(new Command.Shutdown());
        CompletableFuture<Reply> second = send(new Command.Shutdown());
        host.connections().inputEnded = true;

        assertThat(first.get(SOON.toSeconds(), SECONDS).error()).isEmpty();
        assertThat(second.get(SOON.toSeconds(), SECONDS).error()).isEmpty();
        assertThat(calls).containsOnlyOnce("shutdown doubler");
        assertThat(ask(new Command.Shutdown()).error()).isEmpty();
    }

    @Test
    void countsDirectConnectionsOnBothEnds() {
        start(plan(List.of(spec("numbers"), spec("doubler")), direct("numbers#out", "doubler#in"), output()));
        await().atMost(SOON).until(() -> worker.beacon().sourcesDone());

        List<Counts> counts =
                ask(new Command.AskReport()).report().orElseThrow().counts();

        assertThat(counts)
                .extracting(Counts::end, Counts::messages)
                .contains(tuple(PortDirection.OUTPUT, 3L), tuple(PortDirection.INPUT, 3L));
    }

    @Test
    void appendsAProcessingEventAtEachComponentWhenAskedTo() {
        WorkerPlan plan =
                plan(List.of(spec("numbers"), spec("doubler")), direct("numbers#out", "doubler#in"), output());
        start(withSettings(plan, Map.of("rflow.provenance", "true")));
        await().atMost(SOON).until(() -> host.connections().sent().size() == 3);

        assertThat(host.connections().sent().get(0).provenance())
                .extracting(ProcessingEvent::componentInstanceUuid)
                .containsExactly(
                        plan.components().get(0).uuid().toString(),
                        plan.components().get(1).uuid().toString());
    }

    private static WorkerPlan withSettings(WorkerPlan plan, Map<String, String> settings) {
        return new WorkerPlan(
                plan.flow(),
                plan.uuid(),
                plan.name(),
                plan.index(),
                plan.shard(),
                plan.shardCount(),
                settings,
                plan.extensions(),
                plan.components(),
                plan.incoming(),
                plan.outgoing());
    }

    @Test
    void endsWhenTheManagerIsGone() throws Exception {
        start(plan(List.of(spec("doubler")), input(), output()));

        worker.onOrphaned();

        loop.join(SOON.toMillis());
        assertThat(host.ended()).containsExactly("clean");
        assertThat(calls).contains("shutdown doubler");
    }

    private boolean inletIsOpen() {
        var inlet = host.connections().inlet;
        return inlet != null && inlet.isOpen();
    }

    private void start(WorkerPlan plan) {
        assertThat(ask(new Command.Configure(plan, 1)).error()).isEmpty();
        assertThat(ask(new Command.Run()).error()).isEmpty();
    }

    private CompletableFuture<Reply> send(Command command) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        worker.onCommand(command, reply::complete);
        return reply;
    }

    private Reply ask(Command command) {
        return send(command).orTimeout(SOON.toSeconds(), SECONDS).join();
    }

    /** Sends 1, 2 and 3. */
    private final class Numbers extends Component {
        private final OutputPort out = outputPort("out");
        private long last;

        @Override
        protected void configure(ComponentContext context) {
            calls.add("configure numbers");
        }

        @Override
        protected void run() {
            calls.add("run numbers");
        }

        @Override
        protected Poll poll() {
            out.send(Message.of(++last));
            return last < 3 ? Poll.MORE : Poll.DONE;
        }

        @Override
        protected void cleanup() {
            calls.add("cleanup numbers");
        }
    }

    /** Never has anything, and remembers when it was asked. */
    private static final class Drowsy extends Component {
        private final Queue<Long> polls = new ConcurrentLinkedQueue<>();
        private volatile long last = System.nanoTime();

        @Override
        protected Poll poll() {
            last = System.nanoTime();
            polls.add(last);
            return Poll.IDLE;
        }

        void wake() {
            context().wake();
        }

        long polledUntil() {
            return last;
        }

        long pollsBetween(long from, long to) {
            return polls.stream().filter(at -> at - from >= 0 && at - to < 0).count();
        }
    }

    /** Sends the double of each number, and 1000 at its end. */
    private final class Doubler extends Component {
        @SuppressWarnings("unused") // declared for the connection
        private final InputPort in = inputPort("in");

        private final OutputPort out = outputPort("out");

        @Override
        protected void process(InputPort port, Message message) {
            out.send(message.answer(message.type(), 2 * message.number()));
        }

        @Override
        protected void shutdown() {
            calls.add("shutdown doubler");
            out.send(Message.of(1000L));
        }
    }
}
