package org.rflow.connections.zeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rflow.message.Message;
import org.rflow.model.Attachment;
import org.rflow.model.Counts;
import org.rflow.model.Delivery;
import org.rflow.model.Overflow;
import org.rflow.model.WorkerRef;
import org.rflow.testing.TestingWorker;
import org.rflow.zmq.Secret;

/** What a sender does that drops when its receivers do not keep up. */
final class OverflowTest {
    private static final int MESSAGES = 20_000;

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
    }

    @ParameterizedTest
    @EnumSource(
            value = Overflow.class,
            names = {"DROP_OLDEST", "DROP_NEWEST"})
    void dropsWhatDoesNotFitAndCountsIt(Overflow overflow) {
        inlets.forEach(inlet -> inlet.open = false);
        LinkSender sender = connect(Delivery.ROUND_ROBIN, overflow);

        boolean everFull = sending.call(() -> sendAll(sender));
        Counts before = sending.call(sender::counts);
        inlets.forEach(inlet -> inlet.open = true);
        receiving.forEach(worker -> worker.loop().wake());
        sending.run(sender::end);
        await().atMost(Links.DEADLINE).until(() -> sending.call(sender::isEnded));

        Counts after = sending.call(sender::counts);
        assertThat(everFull).isFalse();
        assertThat(before.dropped()).isBetween(MESSAGES / 2L, (long) MESSAGES);
        assertThat(after.messages()).isEqualTo(MESSAGES);
        assertThat(after.overruns()).isZero();
        assertThat(received(0).size() + received(1).size() + after.dropped()).isEqualTo(MESSAGES);
        List<Long> all = new ArrayList<>(received(0));
        all.addAll(received(1));
        assertThat(all.contains((long) MESSAGES - 1)).isEqualTo(overflow == Overflow.DROP_OLDEST);
        assertThat(all).doesNotHaveDuplicates();
    }

    @Test
    void oneReceiverOfABroadcastThatStandsStillCostsTheOtherNothing() {
        inlets.get(1).open = false;
        LinkSender sender = connect(Delivery.BROADCAST, Overflow.DROP_OLDEST);

        for (int i = 0; i < MESSAGES; i += 100) {
            int first = i;
            sending.run(() -> {
                for (int number = first; number < first + 100; number++) {
                    sender.send(Message.of(number));
                }
            });
            await().atMost(Links.DEADLINE).until(() -> received(0).size() == first + 100);
        }

        Counts counts = sending.call(sender::counts);
        assertThat(received(1)).isEmpty();
        assertThat(counts.messages()).isEqualTo(2L * MESSAGES);
        assertThat(counts.dropped()).isPositive();
        assertThat(MESSAGES + counts.inFlight() + counts.dropped()).isEqualTo(2L * MESSAGES);
    }

    private static boolean sendAll(LinkSender sender) {
        boolean full = false;
        for (int i = 0; i < MESSAGES; i++) {
            sender.send(Message.of(i));
            full |= sender.isFull();
        }
        return full;
    }

    private List<Long> received(int receiver) {
        List<Message> messages = receiving.get(receiver).call(() -> List.copyOf(inlets.get(receiver).messages));
        return messages.stream().map(Message::number).toList();
    }

    private LinkSender connect(Delivery delivery, Overflow overflow) {
        List<WorkerRef> refs = receiving.stream().map(TestingWorker::ref).toList();
        Map<String, String> options = Map.of(
                Overflow.OPTION,
                overflow.text(),
                "window_records",
                "500",
                "window_bytes",
                "5000",
                "batch_bytes",
                "500");
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
