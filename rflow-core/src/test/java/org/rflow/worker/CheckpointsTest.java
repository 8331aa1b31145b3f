package org.rflow.worker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.rflow.worker.TestingPlans.WORKER;
import static org.rflow.worker.TestingPlans.input;
import static org.rflow.worker.TestingPlans.output;
import static org.rflow.worker.TestingPlans.reliable;
import static org.rflow.worker.TestingPlans.spec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.bus.Command;
import org.rflow.bus.Reply;
import org.rflow.component.Component;
import org.rflow.component.InputPort;
import org.rflow.component.OutputPort;
import org.rflow.component.Receipt;
import org.rflow.message.Message;
import org.rflow.model.WorkerPlan;

/** When a worker acknowledges what it received. */
final class CheckpointsTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private final List<Receipt> receipts = new ArrayList<>();
    private TestingHost host;
    private Worker worker;
    private Thread loop;

    @BeforeEach
    void startWorker() {
        host = new TestingHost(directory);
        begin();
    }

    private void begin() {
        worker = new Worker(WORKER, host);
        loop = new Thread(worker::runLoop, "test/loop");
        loop.start();
    }

    @AfterEach
    void close() throws Exception {
        stop();
        host.close();
    }

    private void stop() throws Exception {
        host.connections().safe = true;
        worker.stopAlone();
        loop.join(SOON.toMillis());
        assertThat(loop.isAlive()).isFalse();
        worker.close();
    }

    @Test
    void acknowledgesWhatCameOnceWhatWasSentIsSafe() {
        host.type("doubler", Doubler::new);
        host.connections().safe = false;
        start(1);

        receive(1, 2, 3);
        await().atMost(SOON).until(() -> host.connections().sentNumbers().size() == 3);
        ask(new Command.AskReport());
        long early = host.connections().acknowledged;
        host.connections().safe = true;
        wake();

        assertThat(early).isZero();
        await().atMost(SOON).until(() -> host.connections().acknowledged == 3);
    }

    @Test
    void acknowledgesWhatAComponentHoldsOnlyWhenItLetsGo() {
        host.type("doubler", Holder::new);
        start(1);

        receive(1, 2);
        await().atMost(SOON).until(() -> receipts.size() == 2);
        ask(new Command.AskReport());
        long early = host.connections().acknowledged;
        onLoop(() -> receipts.forEach(Receipt::release));

        assertThat(early).isZero();
        await().atMost(SOON).until(() -> host.connections().acknowledged == 2);
    }

    @Test
    void letsTimersSendThatReleaseTheMostReceiptsAComponentMayHold() {
        host.type("doubler", Waiter::new);
        start(1);

        receive(1, 2);

        await().atMost(SOON).until(() -> host.connections().sentNumbers().size() == 2);
        await().atMost(SOON).until(() -> host.connections().acknowledged == 2);
    }

    @Test
    void savesTheStateBeforeItAcknowledgesAndGivesItBackToTheNextIncarnation() throws Exception {
        host.type("doubler", Summer::new);
        start(1);
        receive(1, 2, 3);
        await().atMost(SOON).until(() -> host.connections().acknowledged == 3);
        boolean saved = Files.exists(directory.resolve("state/test-1.state"));
        stop();

        begin();
        start(2);
        receive(4);

        assertThat(saved).isTrue();
        await().atMost(SOON).until(() -> host.connections().sentNumbers().contains(10L));
    }

    @Test
    void goesOnInAnotherRunWithWhatWasLeft() throws Exception {
        host.type("doubler", Summer::new);
        start(1);
        receive(1, 2, 3);
        await().atMost(SOON).until(() -> host.connections().acknowledged == 3);
        stop();

        begin();
        start(1);
        receive(4);

        await().atMost(SOON).until(() -> host.connections().sentNumbers().contains(10L));
    }

    @Test
    void savesTheStateBeforeTheFirstMessage() {
        host.type("doubler", Summer::new);

        ask(new Command.Configure(plan(), 1));

        assertThat(directory.resolve("state/test-1.state")).exists();
    }

    @Test
    void savesStateAtOnceAndPassesTheWishOnWhenASenderAsksForSafety() {
        host.type("doubler", Summer::new);
        start(1);
        receive(1);
        await().atMost(SOON).until(() -> host.connections().acknowledged == 1);

        host.connections().askedForSafety = true;
        wake();

        await().atMost(SOON).until(() -> host.connections().passedOn);
    }

    @Test
    void refusesADamagedState() throws Exception {
        host.type("doubler", Summer::new);
        Path file = directory.resolve("state/test-1.state");
        start(1);
        receive(1);
        await().atMost(SOON).until(() -> host.connections().acknowledged == 1);
        stop();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);

        begin();
        Reply reply = ask(new Command.Configure(plan(), 2));

        assertThat(reply.error())
                .hasValueSatisfying(error ->
                        assertThat(error).contains(file.toString(), "its checksum is wrong", "--fresh to begin anew"));
    }

    private static WorkerPlan plan() {
        return reliable(TestingPlans.plan(List.of(spec("doubler")), input(), output()));
    }

    private void start(int incarnation) {
        assertThat(ask(new Command.Configure(plan(), incarnation)).error()).isEmpty();
        assertThat(ask(new Command.Run()).error()).isEmpty();
    }

    private void receive(long... numbers) {
        onLoop(() -> {
            for (long number : numbers) {
                Objects.requireNonNull(host.connections().inlet).receive(Message.of(number));
            }
        });
    }

    private void wake() {
        onLoop(() -> {});
    }

    /** Commands are carried out on the worker's loop; so is this. */
    private void onLoop(Runnable task) {
        worker.execute(task);
    }

    private Reply ask(Command command) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        worker.onCommand(command, reply::complete);
        return reply.orTimeout(SOON.toSeconds(), SECONDS).join();
    }

    private static class Doubler extends Component {
        @SuppressWarnings("unused") // declared for the connection
        private final InputPort in = inputPort("in");

        final OutputPort out = outputPort("out");

        @Override
        protected void process(InputPort port, Message message) throws IOException {
            out.send(Message.of(2 * message.number()));
        }
    }

    private final class Holder extends Doubler {
        @Override
        protected void process(InputPort port, Message message) {
            receipts.add(context().retain());
        }
    }

    /** Sends on later, and holds two messages at most. */
    private static final class Waiter extends Doubler {
        @Override
        protected int mostReceipts() {
            return 2;
        }

        @Override
        protected void process(InputPort port, Message message) {
            Receipt receipt = context().retain();
            context().after(Duration.ofMillis(1), () -> receipt.answer(() -> out.send(message)));
        }
    }

    /** Sends the sum so far, which is its state. */
    private static final class Summer extends Doubler {
        private long sum;

        @Override
        protected void process(InputPort port, Message message) {
            sum += message.number();
            out.send(Message.of(sum));
        }

        @Override
        protected byte[] snapshot(int slot) {
            return slot == 0 ? ByteBuffer.allocate(Long.BYTES).putLong(sum).array() : new byte[0];
        }

        @Override
        protected void restore(int slot, byte[] state) {
            sum = ByteBuffer.wrap(state).getLong();
        }
    }
}
