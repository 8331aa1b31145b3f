package org.rflow.connections.zeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.message.MessageException;
import org.rflow.model.Attachment;
import org.rflow.model.Delivery;
import org.rflow.model.WorkerRef;
import org.rflow.testing.TestingWorker;
import org.rflow.zmq.Secret;

/** One sender and two receivers over real sockets. */
final class LinkDeliveryTest {
    private final Secret secret = Secret.random();
    private final TestingWorker sending = new TestingWorker("sender-1", secret);
    private final List<TestingWorker> receiving =
            List.of(new TestingWorker("receiver-1", secret), new TestingWorker("receiver-2", secret));
    private final List<KeepingInlet> inlets = List.of(new KeepingInlet(true), new KeepingInlet(true));
    private final List<Runnable> closing = new ArrayList<>();

    @AfterEach
    void close() {
        closing.forEach(Runnable::run);
        sending.check();
        sending.close();
        receiving.forEach(TestingWorker::check);
        receiving.forEach(TestingWorker::close);
        assertThat(inlets).allSatisfy(inlet -> assertThat(inlet.undecodable).isEmpty());
    }

    @Test
    void fewMessagesThatMeanMuchWorkAreSpreadOverTheWorkers() {
        inlets.forEach(inlet -> inlet.open = false);
        LinkSender sender = connect(Delivery.ROUND_ROBIN, Map.of());

        sending.run(() -> {
            for (int i = 0; i < 20; i++) {
                sender.send(Message.of(i));
            }
        });
        await().atMost(Links.DEADLINE).until(() -> sending.call(sender::counts).inFlight() == 20);
        inlets.forEach(inlet -> inlet.open = true);
        receiving.forEach(worker -> worker.loop().wake());

        await().atMost(Links.DEADLINE).until(() -> received(0) + received(1) == 20);
        assertThat(received(0)).isBetween(5, 15);
    }

    @Test
    void messageLargerThanTheWindowTravelsAlone() {
        LinkSender sender = connect(Delivery.ROUND_ROBIN, Map.of("window_bytes", "1000", "batch_bytes", "1000"));
        byte[] large = new byte[40 << 20];
        large[large.length - 1] = 7;

        sending.run(() -> {
            sender.send(Message.of(1));
            sender.send(Message.of(large));
            sender.send(Message.of(2));
        });

        await().atMost(Links.DEADLINE).until(() -> received(0) + received(1) == 3);
        List<Message> messages = new ArrayList<>(receiving.get(0).call(() -> List.copyOf(inlets.get(0).messages)));
        messages.addAll(receiving.get(1).call(() -> List.copyOf(inlets.get(1).messages)));
        Message found = messages.stream()
                .filter(message -> message.type().equals(CoreTypes.RAW))
                .findFirst()
                .orElseThrow();
        assertThat(found.raw().remaining()).isEqualTo(large.length);
        assertThat(found.raw().get(large.length - 1)).isEqualTo((byte) 7);
    }

    /** Frames of this size lie in buffers that are used again. */
    @Test
    void framesKeepWhatIsInThemUntilTheyAreProcessed() {
        inlets.forEach(inlet -> inlet.open = false);
        LinkSender sender = connect(Delivery.BROADCAST, Map.of());
        int messages = 10_000;
        AtomicInteger next = new AtomicInteger();

        sending.run(() -> sendWhileThereIsRoom(sender, next, messages));
        await().atMost(Links.DEADLINE).until(() -> sending.call(sender::isFull));
        for (KeepingInlet inlet : inlets) {
            inlet.open = true;
        }
        receiving.forEach(worker -> worker.loop().wake());
        await().atMost(Links.DEADLINE).until(() -> {
            sending.run(() -> sendWhileThereIsRoom(sender, next, messages));
            return received(0) == messages && received(1) == messages;
        });

        for (int receiver = 0; receiver < 2; receiver++) {
            List<Message> received = inlets.get(receiver).messages;
            assertThat(receiving.get(receiver).call(() -> mixedUp(received))).isEmpty();
        }
    }

    private static void sendWhileThereIsRoom(LinkSender sender, AtomicInteger next, int messages) {
        while (next.get() < messages && !sender.isFull()) {
            byte[] content = new byte[500];
            Arrays.fill(content, (byte) next.get());
            sender.send(Message.of(content));
            next.incrementAndGet();
        }
    }

    /** The places at which a message is not the one that was sent there. */
    private static List<Integer> mixedUp(List<Message> received) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < received.size(); i++) {
            byte[] expected = new byte[500];
            Arrays.fill(expected, (byte) i);
            if (!received.get(i).raw().equals(ByteBuffer.wrap(expected))) {
                places.add(i);
            }
        }
        return places;
    }

    @Test
    void messageTooLargeForAnyFrameHurtsOnlyItself() {
        LinkSender sender = connect(Delivery.ROUND_ROBIN, Map.of());
        byte[] tooLarge = new byte[(64 << 20) + 1];
        String tooLong = "x".repeat(9 << 20);

        List<String> refusals = sending.call(() -> List.of(
                refusal(() -> sender.send(Message.of(tooLarge))),
                refusal(() -> sender.send(Message.of(1).withProperty("long", tooLong)))));
        sending.run(() -> sender.send(Message.of(2)));

        assertThat(refusals.get(0)).contains("more than");
        assertThat(refusals.get(1)).contains("provenance and properties take").contains("more than");
        await().atMost(Links.DEADLINE).until(() -> received(0) + received(1) == 1);
        assertThat(sending.call(sender::counts).messages()).isEqualTo(1);
    }

    @Test
    void keysGoToTheirOwnersAndNoKeyIsAKeyToo() {
        LinkSender sender = connect(Delivery.KEYED, Map.of());

        sending.run(() -> {
            for (int i = 0; i < 100; i++) {
                sender.send(Message.of(Map.of("key", "k" + i % 10, "n", "n" + i)));
                sender.send(Message.of(i));
                sender.send(Message.of(i).withProperty("key", "k" + i % 10));
            }
        });

        await().atMost(Links.DEADLINE).until(() -> received(0) + received(1) == 300);
        for (int index = 0; index < 2; index++) {
            int receiver = index;
            List<Message> messages = receiving.get(receiver).call(() -> List.copyOf(inlets.get(receiver).messages));
            assertThat(messages)
                    .isNotEmpty()
                    .allSatisfy(message -> assertThat(new Routing.ByKey("key", 2).lane(message))
                            .isEqualTo(receiver));
        }
    }

    @Test
    void endOfNothingIsProvedToo() {
        LinkSender sender = connect(Delivery.BROADCAST, Map.of());

        sending.run(sender::end);

        await().atMost(Links.DEADLINE).until(() -> sending.call(sender::isEnded));
    }

    private static String refusal(Runnable sending) {
        try {
            sending.run();
            return "";
        } catch (MessageException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private int received(int receiver) {
        return receiving.get(receiver).call(inlets.get(receiver).messages::size);
    }

    private LinkSender connect(Delivery delivery, Map<String, String> options) {
        List<WorkerRef> refs = receiving.stream().map(TestingWorker::ref).toList();
        Attachment attachment = Links.attachment(Links.connection(delivery, options), List.of(sending.ref()), refs);
        LinkSender sender = sending.call(() -> new LinkSender(sending.spec(attachment)));
        closing.add(() -> sending.run(sender::close));
        for (int i = 0; i < refs.size(); i++) {
            TestingWorker worker = receiving.get(i);
            KeepingInlet inlet = inlets.get(i);
            LinkReceiver receiver = worker.call(() -> new LinkReceiver(worker.spec(attachment), inlet));
            closing.add(() -> worker.run(receiver::close));
            sending.run(() -> sender.connect(worker.ref().uuid(), receiver.address()));
        }
        await().atMost(Links.DEADLINE).until(() -> sending.call(sender::isReady));
        return sender;
    }
}
