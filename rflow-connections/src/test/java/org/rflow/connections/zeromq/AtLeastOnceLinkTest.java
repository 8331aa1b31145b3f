package org.rflow.connections.zeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rflow.connection.SentMark;
import org.rflow.message.Message;
import org.rflow.model.Attachment;
import org.rflow.model.Delivery;
import org.rflow.model.Guarantee;
import org.rflow.model.WorkerRef;
import org.rflow.testing.TestingWorker;
import org.rflow.zmq.Secret;
import org.rflow.zmq.SocketKind;
import org.rflow.zmq.SocketSettings;
import org.rflow.zmq.ZmqContext;
import org.rflow.zmq.ZmqSocket;

/** One sender that promises at-least-once, and receivers that die, forget and are cut off. */
final class AtLeastOnceLinkTest {
    private static final int MANY = 10_000;

    private final Secret secret = Secret.random();
    private final TestingWorker sending = new TestingWorker("sender-1", secret);
    private final List<Receiving> receiving = new ArrayList<>();
    private final ZmqContext context = new ZmqContext("test", secret);
    private final List<AutoCloseable> closing = new ArrayList<>();

    /** One incarnation of a receiving worker. */
    private final class Receiving {
        private final TestingWorker worker;
        private final KeepingInlet inlet = new KeepingInlet(true);
        private final LinkReceiver receiver;

        Receiving(TestingWorker worker, Attachment attachment) {
            this.worker = worker;
            receiver = worker.call(() -> new LinkReceiver(worker.spec(attachment), inlet));
            receiving.add(this);
        }

        int received() {
            return worker.call(inlet.messages::size);
        }

        void acknowledge() {
            worker.run(() -> receiver.mark().acknowledge());
            worker.loop().wake();
        }

        void die() {
            worker.run(receiver::close);
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : closing) {
            closeable.close();
        }
        receiving.forEach(Receiving::die);
        receiving.forEach(end -> end.worker.check());
        receiving.forEach(end -> end.worker.close());
        sending.check();
        sending.close();
        context.close();
    }

    @Test
    void isSafeOnlyWhenTheReceiverHasAcknowledgedIt() {
        LinkSender sender = sender(Delivery.ROUND_ROBIN, Map.of(), ref(1));
        Receiving sink = connect(sender, ref(1));

        send(sender, 0, 100);
        SentMark mark = sending.call(sender::mark);
        awaitTrue(() -> sink.received() == 100);
        boolean early = sending.call(mark::isSafe);
        sink.acknowledge();

        assertThat(early).isFalse();
        awaitTrue(() -> sending.call(mark::isSafe));
    }

    @Test
    void isFullWhenTooMuchIsNotSafe() {
        LinkSender sender = sender(Delivery.ROUND_ROBIN, Map.of("unsafe_bytes", "1000"), ref(1));
        Receiving sink = connect(sender, ref(1));

        send(sender, 0, 500);
        awaitTrue(() -> sink.received() == 500);
        boolean full = sending.call(sender::isFull);
        sink.acknowledge();

        assertThat(full).isTrue();
        awaitTrue(() -> !sending.call(sender::isFull));
    }

    @Test
    void asksForSafetyWhenHalfOfWhatMayBeKeptIsNotSafe() {
        LinkSender sender = sender(Delivery.ROUND_ROBIN, Map.of("unsafe_bytes", "40000"), ref(1));
        Receiving sink = connect(sender, ref(1));

        send(sender, 0, 10);
        awaitTrue(() -> sink.received() == 10);
        boolean early = sink.worker.call(sink.receiver::takeSafetyRequest);
        send(sender, 10, 4000);

        assertThat(early).isFalse();
        awaitTrue(() -> sink.worker.call(sink.receiver::takeSafetyRequest));
    }

    @Test
    void asksForSafetyAtItsEnd() {
        LinkSender sender = sender(Delivery.ROUND_ROBIN, Map.of(), ref(1));
        Receiving sink = connect(sender, ref(1));
        send(sender, 0, 10);
        awaitTrue(() -> sink.received() == 10);

        sending.run(sender::end);

        awaitTrue(() -> sink.worker.call(sink.receiver::takeSafetyRequest));
    }

    @Test
    void countsWhatIsSafeAndWhatWasSentAgain() {
        LinkSender sender = sender(Delivery.ROUND_ROBIN, Map.of(), ref(1));
        Receiving first = connect(sender, ref(1));
        send(sender, 0, 10);
        awaitTrue(() -> first.received() == 10);
        first.die();
        sending.run(() -> sender.disconnect(ref(1).uuid()));
        Receiving second = connect(sender, ref(1));
        awaitTrue(() -> second.received() == 10);
        long early = sending.call(sender::counts).acknowledged();

        second.acknowledge();

        assertThat(early).isZero();
        awaitTrue(() -> sending.call(sender::counts).acknowledged() == 10);
        assertThat(sending.call(sender::counts).messages()).isEqualTo(10);
        assertThat(sending.call(sender::counts).redelivered()).isEqualTo(10);
        assertThat(second.worker.call(second.receiver::counts).acknowledged()).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void whatADeadReceiverHadNotSafeGoesToItsNextIncarnation(Delivery delivery) {
        LinkSender sender = sender(delivery, Map.of(), ref(1));
        Receiving first = connect(sender, ref(1));
        send(sender, 0, 1000);
        awaitTrue(() -> first.received() == 1000);
        first.acknowledge();
        awaitTrue(() -> sending.call(() -> sender.mark().isSafe()));

        send(sender, 1000, MANY);
        awaitTrue(() -> first.received() > 5000);
        first.die();
        sending.run(() -> sender.disconnect(ref(1).uuid()));
        Receiving second = connect(sender, ref(1));

        awaitTrue(() -> second.received() == MANY - 1000);
        assertThat(numbers(second))
                .containsExactlyElementsOf(IntStream.range(1000, MANY).boxed().toList());
        second.acknowledge();
        awaitTrue(() -> sending.call(() -> sender.mark().isSafe()));
    }

    @Test
    void whatADeadReceiverHadNotSafeGoesToItsSibling() {
        LinkSender sender = sender(Delivery.ROUND_ROBIN, Map.of(), ref(1), ref(2));
        Receiving dying = connect(sender, ref(1));
        Receiving sibling = connect(sender, ref(2));
        send(sender, 0, MANY);
        awaitTrue(() -> dying.received() + sibling.received() == MANY);
        dying.die();

        sending.run(() -> sender.disconnect(ref(1).uuid()));

        awaitTrue(() -> sibling.received() == MANY);
        assertThat(new HashSet<>(numbers(sibling)))
                .isEqualTo(Set.copyOf(IntStream.range(0, MANY).boxed().toList()));
    }

    @Test
    void whatADeadReceiverHadNotSafeWaitsForItsNextIncarnationWhenItsSiblingWasToldTheEnd() {
        LinkSender sender = sender(Delivery.ROUND_ROBIN, Map.of(), ref(1), ref(2));
        Receiving dying = connect(sender, ref(1));
        Receiving sibling = connect(sender, ref(2));
        send(sender, 0, MANY);
        sending.run(sender::end);
        awaitTrue(() -> sibling.worker.call(sibling.receiver::isEnded));
        awaitTrue(() -> dying.received() + sibling.received() == MANY);
        int lost = dying.received();
        dying.die();

        sending.run(() -> sender.disconnect(ref(1).uuid()));
        Receiving next = connect(sender, ref(1));

        awaitTrue(() -> next.received() == lost);
        assertThat(sibling.received()).isEqualTo(MANY - lost);
        next.acknowledge();
        sibling.acknowledge();
        awaitTrue(() -> sending.call(sender::isEnded));
    }

    @Test
    void broadcastWaitsForADeadReceiverAndSendsItsOthersNothingTwice() {
        LinkSender sender = sender(Delivery.BROADCAST, Map.of(), ref(1), ref(2));
        Receiving dying = connect(sender, ref(1));
        Receiving other = connect(sender, ref(2));
        send(sender, 0, 1000);
        awaitTrue(() -> dying.received() == 1000 && other.received() == 1000);
        dying.die();
        sending.run(() -> sender.disconnect(ref(1).uuid()));
        send(sender, 1000, 2000);

        Receiving again = connect(sender, ref(1));

        awaitTrue(() -> again.received() == 2000 && other.received() == 2000);
        List<Integer> all = IntStream.range(0, 2000).boxed().toList();
        assertThat(numbers(again)).isEqualTo(all);
        assertThat(numbers(other)).isEqualTo(all);
    }

    @Test
    void sendsAgainWhatAReceiverSaysItHasNot() {
        LinkSender sender = sender(Delivery.ROUND_ROBIN, Map.of("window_records", "4"), ref(1));
        PlayedReceiver peer = new PlayedReceiver(ref(1), context);
        closing.add(peer);
        sending.run(() -> sender.connect(peer.ref().uuid(), peer.address()));
        peer.next();
        peer.say(new LinkFrame.Welcome(100, 1 << 20, 0));
        awaitTrue(() -> sending.call(sender::isReady));
        send(sender, 0, 4);
        peer.next();
        List<String> first = peer.nextBatch();
        List<String> second = peer.nextBatch();

        peer.say(new LinkFrame.Welcome(100, 1 << 20, 2));
        peer.next();

        assertThat(first).containsExactly("0", "1");
        assertThat(second).containsExactly("2", "3");
        assertThat(peer.nextBatch()).containsExactly("2", "3");
        assertThat(peer.firstNumber()).isEqualTo(2);
    }

    @Test
    void asksAgainForWhatIsMissingAndLeavesOutWhatIsThere() {
        Attachment attachment = attachment(Delivery.ROUND_ROBIN, Map.of(), ref(1));
        Receiving sink = new Receiving(new TestingWorker("receiver-1", secret), attachment);
        ZmqSocket dealer = context.open(SocketKind.DEALER, SocketSettings.data().withHighWater(100, 100));
        closing.add(dealer);
        dealer.connect(sink.worker.call(sink.receiver::address));
        dealer.send(new LinkFrame.Hello(Links.CONNECTION, sending.ref().uuid(), 1, 0, 0).encode());
        LinkFrame welcome = answer(dealer);

        dealer.send(Links.batch(1, 1, Message.of(1), Message.of(2)));
        LinkFrame asked = answer(dealer);
        dealer.send(Links.batch(1, 0, Message.of(0)));
        dealer.send(Links.batch(1, 1, Message.of(1), Message.of(2)));
        dealer.send(Links.batch(1, 0, Message.of(0)));
        dealer.send(Links.batch(1, 3, Message.of(3)));

        awaitTrue(() -> sink.received() == 4);
        assertThat(((LinkFrame.Welcome) welcome).next()).isZero();
        assertThat(((LinkFrame.Welcome) asked).next()).isZero();
        assertThat(numbers(sink)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void saysAgainWhatIsSafeWhenTheSenderComesBack() {
        Attachment attachment = attachment(Delivery.ROUND_ROBIN, Map.of(), ref(1));
        Receiving sink = new Receiving(new TestingWorker("receiver-1", secret), attachment);
        ZmqSocket dealer = context.open(SocketKind.DEALER, SocketSettings.data().withHighWater(100, 100));
        closing.add(dealer);
        dealer.connect(sink.worker.call(sink.receiver::address));
        dealer.send(new LinkFrame.Hello(Links.CONNECTION, sending.ref().uuid(), 1, 0, 0).encode());
        answer(dealer);
        dealer.send(Links.batch(1, 0, Message.of(0)));
        awaitTrue(() -> sink.received() == 1);
        sink.acknowledge();
        LinkFrame lost = answer(dealer);

        dealer.send(new LinkFrame.Hello(Links.CONNECTION, sending.ref().uuid(), 1, 1, 0).encode());

        assertThat(answer(dealer)).isInstanceOf(LinkFrame.Welcome.class);
        assertThat(answer(dealer)).isEqualTo(lost).isEqualTo(new LinkFrame.Ack(1));
    }

    @Test
    void endsOnlyWhenEverythingIsSafe() {
        LinkSender sender = sender(Delivery.ROUND_ROBIN, Map.of(), ref(1));
        Receiving sink = connect(sender, ref(1));
        send(sender, 0, 10);
        sending.run(sender::end);
        awaitTrue(() -> sink.worker.call(sink.receiver::isEnded));
        boolean early = sending.call(sender::isEnded);

        sink.acknowledge();

        assertThat(early).isFalse();
        awaitTrue(() -> sending.call(sender::isEnded));
    }

    private static WorkerRef ref(int number) {
        return new WorkerRef(new UUID(7, number), "receiver-" + number);
    }

    private Attachment attachment(Delivery delivery, Map<String, String> options, WorkerRef... receivers) {
        return Links.attachment(
                Links.connection(delivery, Guarantee.AT_LEAST_ONCE, options),
                List.of(sending.ref()),
                List.of(receivers));
    }

    private LinkSender sender(Delivery delivery, Map<String, String> options, WorkerRef... receivers) {
        Attachment attachment = attachment(delivery, options, receivers);
        LinkSender sender = sending.call(() -> new LinkSender(sending.spec(attachment)));
        closing.add(() -> sending.run(sender::close));
        return sender;
    }

    private Receiving connect(LinkSender sender, WorkerRef ref) {
        Attachment attachment = attachment(Delivery.ROUND_ROBIN, Map.of(), ref);
        Receiving made = new Receiving(new TestingWorker(ref.name(), secret), attachment);
        String address = made.worker.call(made.receiver::address);
        sending.run(() -> sender.connect(ref.uuid(), address));
        return made;
    }

    private void send(LinkSender sender, int from, int to) {
        sending.run(() -> IntStream.range(from, to)
                .forEach(number -> sender.send(Message.of(number).withProperty("key", Integer.toString(number % 10)))));
    }

    private static List<Integer> numbers(Receiving end) {
        return end.worker.call(() -> end.inlet.messages.stream()
                .map(message -> (int) message.number())
                .toList());
    }

    private LinkFrame answer(ZmqSocket dealer) {
        LinkFrame frame = LinkFrame.decode(Links.await(context, dealer)[0]);
        return frame instanceof LinkFrame.Credit ? answer(dealer) : frame;
    }

    private static void awaitTrue(Supplier<Boolean> condition) {
        await().atMost(Links.DEADLINE).until(condition::get);
    }
}
