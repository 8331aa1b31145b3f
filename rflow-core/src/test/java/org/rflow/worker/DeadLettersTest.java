package org.rflow.worker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.rflow.worker.TestingPlans.WORKER;
import static org.rflow.worker.TestingPlans.input;
import static org.rflow.worker.TestingPlans.output;
import static org.rflow.worker.TestingPlans.reliable;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.bus.Command;
import org.rflow.bus.LetterAction;
import org.rflow.bus.LetterCount;
import org.rflow.bus.Reply;
import org.rflow.component.Component;
import org.rflow.component.InputPort;
import org.rflow.component.OutputPort;
import org.rflow.connection.Undecodable;
import org.rflow.deadletters.LetterReader;
import org.rflow.message.Message;
import org.rflow.model.ComponentSpec;
import org.rflow.model.WorkerPlan;
import org.rflow.model.WorkerState;

/** What becomes of messages that a component throws at. */
final class DeadLettersTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private TestingHost host;
    private Worker worker;
    private Thread loop;
    private final AtomicInteger failuresLeft = new AtomicInteger(Integer.MAX_VALUE);

    @BeforeEach
    void startWorker() {
        host = new TestingHost(directory);
        host.type("doubler", Odd::new);
        worker = new Worker(WORKER, host);
        loop = new Thread(worker::runLoop, "test/loop");
        loop.start();
    }

    @AfterEach
    void close() throws Exception {
        worker.stopAlone();
        loop.join(SOON.toMillis());
        assertThat(loop.isAlive()).isFalse();
        worker.close();
        host.close();
    }

    @Test
    void keepsWhatAComponentThrewAtAndGoesOnWithTheRest() {
        start(Map.of(), Map.of());

        receive(1, 2, 3, 4);

        await().atMost(SOON).until(() -> host.connections().acknowledged == 4);
        assertThat(host.connections().sentNumbers()).containsExactly(1L, 3L);
        assertThat(letters())
                .containsExactly("test-1/1 doubler 1 even: 2 waiting", "test-1/2 doubler 1 even: 4 waiting");
        await().atMost(SOON).until(() -> host.deadLetters().equals(List.of(new LetterCount("doubler", 2))));
    }

    @Test
    void givesAMessageToItsComponentAgainWithoutHoldingUpTheOthers() {
        failuresLeft.set(2);
        start(Map.of("rflow.retries", "3", "rflow.backoff", "20ms"), Map.of());

        receive(2, 3);

        await().atMost(SOON).until(() -> host.connections().acknowledged == 2);
        assertThat(host.connections().sentNumbers()).containsExactly(3L, 2L);
        assertThat(letters()).isEmpty();
    }

    @Test
    void givesUpAfterAsManyRetriesAsTheFlowSays() {
        start(Map.of(), Map.of("rflow.retries", "3", "rflow.retry_backoff", "1ms"));

        receive(2, 3);

        await().atMost(SOON).until(() -> host.connections().acknowledged == 2);
        assertThat(letters()).containsExactly("test-1/1 doubler 4 even: 2 waiting");
    }

    @Test
    void replaysALetterOnce() {
        start(Map.of(), Map.of());
        receive(2);
        await().atMost(SOON).until(() -> host.connections().acknowledged == 1);
        failuresLeft.set(0);

        Reply first = ask(new Command.DeadLetters(LetterAction.REPLAY, List.of(1L)));
        await().atMost(SOON).until(() -> letters().get(0).endsWith("replayed"));
        Reply second = ask(new Command.DeadLetters(LetterAction.REPLAY, List.of(1L)));

        assertThat(List.of(first.text(), second.text())).containsExactly("1", "0");
        assertThat(host.connections().sentNumbers()).containsExactly(2L);
        await().atMost(SOON).until(() -> host.deadLetters().isEmpty());
    }

    @Test
    void notesALetterAsReplayedOnlyWhenWhatCameOfItIsSafe() {
        start(Map.of(), Map.of());
        receive(2);
        await().atMost(SOON).until(() -> host.connections().acknowledged == 1);
        failuresLeft.set(0);
        host.connections().safe = false;

        ask(new Command.DeadLetters(LetterAction.REPLAY, List.of(1L)));
        await().atMost(SOON).until(() -> host.connections().sentNumbers().size() == 1);
        ask(new Command.AskReport());
        List<String> early = letters();
        Reply again = ask(new Command.DeadLetters(LetterAction.REPLAY, List.of(1L)));
        host.connections().safe = true;
        worker.execute(() -> {});

        assertThat(early).containsExactly("test-1/1 doubler 1 even: 2 waiting");
        assertThat(again.text()).isEqualTo("0");
        await().atMost(SOON).until(() -> letters().get(0).endsWith("replayed"));
        assertThat(host.connections().sentNumbers()).containsExactly(2L);
    }

    @Test
    void makesANewLetterOfWhatFailsAgain() {
        start(Map.of(), Map.of());
        receive(2);
        await().atMost(SOON).until(() -> host.connections().acknowledged == 1);

        ask(new Command.DeadLetters(LetterAction.REPLAY, List.of(1L)));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(letters())
                        .containsExactly("test-1/1 doubler 1 even: 2 replayed", "test-1/2 doubler 1 even: 2 waiting"));
    }

    @Test
    void removesWhatIsPurged() {
        start(Map.of(), Map.of());
        receive(2, 4);
        await().atMost(SOON).until(() -> host.connections().acknowledged == 2);

        assertThat(ask(new Command.DeadLetters(LetterAction.PURGE, List.of(1L, 7L)))
                        .text())
                .isEqualTo("1");

        assertThat(letters()).containsExactly("test-1/2 doubler 1 even: 4 waiting");
    }

    @Test
    void keepsWhatCannotBeDecoded() {
        start(Map.of(), Map.of());

        worker.execute(() -> Objects.requireNonNull(host.connections().inlet)
                .undecodable(new Undecodable(
                        "Nonsense", true, ByteBuffer.allocate(3), new IllegalStateException("no schema"))));
        ask(new Command.AskReport());

        assertThat(letters()).containsExactly("test-1/1 doubler 0 no schema waiting");
        assertThat(ask(new Command.DeadLetters(LetterAction.REPLAY, List.of(1L)))
                        .error())
                .hasValueSatisfying(error -> assertThat(error).contains("test-1/1 cannot be replayed"));
    }

    @Test
    void endsTheWorkerWithASentenceWhenTheLettersAreFullAndAcknowledgesNothingThatIsNotKept() {
        start(Map.of(), Map.of("rflow.dead_letters_size", "1k"));

        receive(2);

        await().atMost(SOON).until(() -> worker.beacon().state() == WorkerState.ERROR);
        assertThat(worker.beacon().detail()).contains("dead letters of worker test-1 are full", "rflow dead-letters");
        assertThat(host.connections().acknowledged).isZero();
    }

    @Test
    void dropsLettersThatThereIsNoRoomForWhenTheUserWantsItSo() {
        start(Map.of(), Map.of("rflow.dead_letters_size", "1k", "rflow.dead_letters_full", "drop"));

        receive(2, 3);

        await().atMost(SOON).until(() -> host.connections().acknowledged == 2);
        assertThat(host.connections().sentNumbers()).containsExactly(3L);
    }

    private List<String> letters() {
        List<String> letters = new ArrayList<>();
        new LetterReader(directory.resolve("dead-letters/test-1.avro"))
                .read((letter, replayed) -> letters.add(letter.name() + " " + letter.component() + " "
                        + letter.attempts() + " " + letter.cause().replaceAll(".*: (even)", "$1")
                        + (replayed ? " replayed" : " waiting")));
        return letters;
    }

    private void start(Map<String, String> options, Map<String, String> settings) {
        ComponentSpec spec = new ComponentSpec(UUID.randomUUID(), "doubler", "doubler", true, options, List.of());
        WorkerPlan plan = reliable(TestingPlans.plan(List.of(spec), input(), output()));
        WorkerPlan set = new WorkerPlan(
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
        assertThat(ask(new Command.Configure(set, 1)).error()).isEmpty();
        assertThat(ask(new Command.Run()).error()).isEmpty();
    }

    private void receive(long... numbers) {
        worker.execute(() -> {
            for (long number : numbers) {
                Objects.requireNonNull(host.connections().inlet).receive(Message.of(number));
            }
        });
    }

    private Reply ask(Command command) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        worker.onCommand(command, reply::complete);
        return reply.orTimeout(SOON.toSeconds(), SECONDS).join();
    }

    /** Throws at even numbers, as long as it may. */
    private final class Odd extends Component {
        @SuppressWarnings("unused") // declared for the connection
        private final InputPort in = inputPort("in");

        private final OutputPort out = outputPort("out");

        @Override
        protected void process(InputPort port, Message message) {
            if (message.number() % 2 == 0 && failuresLeft.getAndDecrement() > 0) {
                throw new IllegalStateException("even: " + message.number());
            }
            out.send(message);
        }
    }
}
