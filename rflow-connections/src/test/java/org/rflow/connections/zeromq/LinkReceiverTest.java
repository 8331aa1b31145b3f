package org.rflow.connections.zeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rflow.message.DataType;
import org.rflow.message.Message;
import org.rflow.model.Attachment;
import org.rflow.model.Counts;
import org.rflow.model.Delivery;
import org.rflow.model.WorkerRef;
import org.rflow.testing.TestingWorker;
import org.rflow.zmq.Secret;
import org.rflow.zmq.SocketKind;
import org.rflow.zmq.SocketSettings;
import org.rflow.zmq.ZmqContext;
import org.rflow.zmq.ZmqSocket;

/** A receiver against a sender that the test plays, frame by frame. */
final class LinkReceiverTest {
    private static final WorkerRef SENDER = new WorkerRef(new UUID(2, 1), "sender-1");
    private static final DataType UNKNOWN = DataType.of("Unknown", "{\"type\":\"array\",\"items\":\"long\"}");

    private final Secret secret = Secret.random();
    private final TestingWorker worker = new TestingWorker("receiver-1", secret);
    private final ZmqContext context = new ZmqContext("test", secret);
    private final List<ZmqSocket> dealers = new ArrayList<>();
    private final KeepingInlet inlet = new KeepingInlet(false);
    private LinkReceiver receiver = receiver(Map.of());

    private LinkReceiver receiver(Map<String, String> options) {
        Attachment attachment = Links.attachment(
                Links.connection(Delivery.ROUND_ROBIN, options), List.of(SENDER), List.of(worker.ref()));
        return worker.call(() -> new LinkReceiver(worker.spec(attachment), inlet));
    }

    @BeforeEach
    void openInlet() {
        inlet.open = true;
    }

    @AfterEach
    void close() {
        dealers.forEach(ZmqSocket::close);
        worker.run(receiver::close);
        worker.check();
        worker.close();
        context.close();
    }

    @Test
    void welcomesASenderWithASmallWindow() {
        ZmqSocket dealer = dealer();

        dealer.send(hello(0).encode());

        assertThat(answer(dealer)).isEqualTo(new LinkFrame.Welcome(64, 16 * 131072, 0));
    }

    @Test
    void welcomesAgainWhoGreetsAgain() {
        ZmqSocket dealer = welcomed();

        dealer.send(hello(0).encode());

        assertThat(answer(dealer)).isInstanceOf(LinkFrame.Welcome.class);
    }

    @Test
    void givesCreditForWhatWasProcessed() {
        ZmqSocket dealer = welcomed();
        byte[] batch = Links.batch(1, 0, Message.of(1), Message.of(2));

        dealer.send(batch.clone());

        LinkFrame.Credit credit = (LinkFrame.Credit) answer(dealer);
        assertThat(credit.processed()).isEqualTo(2);
        assertThat(credit.recordLimit()).isBetween(2L + 64, 2L + 128);
        assertThat(credit.byteLimit()).isEqualTo(batch.length + 16 * 131072);
        assertThat(texts()).containsExactly("1", "2");
    }

    @Test
    void keepsRecordsWhileTheInletIsShutAndGivesNoCreditForThem() {
        inlet.open = false;
        ZmqSocket dealer = welcomed();

        dealer.send(Links.batch(1, 0, Message.of(1), Message.of(2)));
        awaitCounts(() -> counts().inFlight() == 2);
        dealer.send(new LinkFrame.End(2).encode());
        worker.run(() -> inlet.open = true);
        worker.loop().wake();

        assertThat(answer(dealer)).isInstanceOfAny(LinkFrame.Credit.class, LinkFrame.EndConfirmed.class);
        awaitCounts(() -> counts().messages() == 2 && counts().inFlight() == 0);
    }

    @Test
    void asksAStrangerForItsHelloAndLosesNothingMeanwhile() {
        ZmqSocket dealer = dealer();

        dealer.send(Links.batch(1, 0, Message.of(1)));
        dealer.send(Links.batch(1, 1, Message.of(2)));
        LinkFrame first = answer(dealer);
        dealer.send(hello(2).encode());

        assertThat(first).isEqualTo(new LinkFrame.HelloRequest());
        awaitCounts(() -> counts().messages() == 2);
        assertThat(texts()).containsExactly("1", "2");
        assertThat(counts().dropped()).isZero();
    }

    @Test
    void senderThatComesBackOnAnotherConnectionGoesOn() {
        ZmqSocket before = welcomed();
        before.send(Links.batch(1, 0, Message.of(1)));
        answer(before);
        before.close();
        ZmqSocket after = dealer();

        after.send(Links.batch(1, 1, Message.of(2)));
        assertThat(answer(after)).isEqualTo(new LinkFrame.HelloRequest());
        after.send(hello(2).encode());

        assertThat(answer(after)).isInstanceOf(LinkFrame.Welcome.class);
        awaitCounts(() -> counts().messages() == 2);
        assertThat(texts()).containsExactly("1", "2");
        assertThat(counts().dropped()).isZero();
    }

    @Test
    void recordsThatAreMissingCountAsDropped() {
        ZmqSocket dealer = welcomed();

        dealer.send(Links.batch(1, 0, Message.of(1)));
        dealer.send(Links.batch(1, 5, Message.of(6)));
        dealer.send(new LinkFrame.End(8).encode());

        assertThat(lastAnswer(dealer, LinkFrame.EndConfirmed.class)).isEqualTo(new LinkFrame.EndConfirmed(8));
        assertThat(counts().messages()).isEqualTo(2);
        assertThat(counts().dropped()).isEqualTo(6);
        assertThat(worker.call(receiver::isEnded)).isTrue();
    }

    @Test
    void isNotEndedBeforeEachSenderIs() {
        ZmqSocket dealer = welcomed();

        assertThat(worker.call(receiver::isEnded)).isFalse();
        assertThat(worker.call(receiver::waitingFor)).isEqualTo("sender-1");
        dealer.send(new LinkFrame.End(0).encode());

        assertThat(answer(dealer)).isEqualTo(new LinkFrame.EndConfirmed(0));
        assertThat(worker.call(receiver::isEnded)).isTrue();
        assertThat(worker.call(receiver::waitingFor)).isEmpty();
    }

    @Test
    void senderThatDiedIsNotWaitedForButWhatItSentIsGivenOut() {
        inlet.open = false;
        ZmqSocket dealer = welcomed();
        dealer.send(Links.batch(1, 0, Message.of(1)));
        awaitCounts(() -> counts().inFlight() == 1);

        worker.run(() -> receiver.forget(SENDER.uuid()));
        assertThat(worker.call(receiver::isEnded)).isFalse();
        worker.run(() -> inlet.open = true);

        awaitCounts(() -> counts().messages() == 1);
        assertThat(worker.call(receiver::isEnded)).isTrue();
    }

    @Test
    void newIncarnationReplacesTheOldOne() {
        ZmqSocket old = welcomed();
        old.send(Links.batch(1, 0, Message.of(1)));
        answer(old);
        ZmqSocket fresh = dealer();

        fresh.send(new LinkFrame.Hello(Links.CONNECTION, SENDER.uuid(), 2, 0, 0).encode());
        assertThat(answer(fresh)).isInstanceOf(LinkFrame.Welcome.class);
        fresh.send(Links.batch(2, 0, Message.of(2)));
        old.send(Links.batch(1, 1, Message.of(3)));

        awaitCounts(() -> counts().messages() == 2);
        assertThat(texts()).containsExactly("1", "2");
        assertThat(answer(old)).isEqualTo(new LinkFrame.HelloRequest());
    }

    @Test
    void asksForASchemaThatItDoesNotKnow() {
        ZmqSocket dealer = welcomed();

        dealer.send(Links.batch(1, 0, Message.of(UNKNOWN, List.of(1L, 2L)), Message.of(3)));
        LinkFrame request = answer(dealer);
        dealer.send(new LinkFrame.Schema(UNKNOWN.name(), UNKNOWN.schemaText()).encode());

        assertThat(request).isEqualTo(new LinkFrame.SchemaRequest(UNKNOWN.fingerprint(), UNKNOWN.name()));
        awaitCounts(() -> counts().messages() == 2);
        assertThat(texts()).containsExactly("[1, 2]", "3");
    }

    @Test
    void batchWhoseSchemaIsNoneIsDroppedAndTheLinkGoesOn() {
        ZmqSocket dealer = welcomed();

        dealer.send(Links.batch(1, 0, Message.of(UNKNOWN, List.of(1L, 2L)), Message.of(3)));
        answer(dealer);
        dealer.send(new LinkFrame.Schema(UNKNOWN.name(), "{no schema").encode());
        dealer.send(Links.batch(1, 2, Message.of(4)));

        awaitCounts(() -> counts().messages() == 1);
        assertThat(texts()).containsExactly("4");
        assertThat(counts().dropped()).isEqualTo(2);
        assertThat(worker.call(() -> List.copyOf(inlet.undecodable))).containsExactly("Unknown");
    }

    @Test
    void framesThatMakeNoSenseAreCountedAndIgnored() {
        ZmqSocket dealer = welcomed();
        byte[][] nonsense = {
            {},
            {0},
            {99, 1, 2},
            {LinkFrame.BATCH},
            {LinkFrame.BATCH, 1, 20, 0, 0},
            {LinkFrame.END, 0, 0},
            {LinkFrame.SCHEMA, 0, -1, -1},
            new LinkFrame.Welcome(1, 1, 0).encode(),
            Links.batch(7, 0, Message.of(1)),
        };

        for (byte[] frame : nonsense) {
            dealer.send(frame);
        }
        dealer.send(Links.batch(1, 0, Message.of(1)));

        awaitCounts(() -> counts().messages() == 1);
        assertThat(worker.call(receiver::brokenFrames)).isEqualTo(nonsense.length);
        assertThat(counts().dropped()).isZero();
    }

    @Test
    void helloForAnotherConnectionOrVersionIsNotAnswered() {
        ZmqSocket dealer = dealer();
        byte[] otherVersion = hello(0).encode();
        otherVersion[1] = 9;

        dealer.send(new LinkFrame.Hello(new UUID(9, 9), SENDER.uuid(), 1, 0, 0).encode());
        dealer.send(otherVersion);

        awaitCounts(() -> worker.call(receiver::brokenFrames) == 2);
        assertThat(dealer.receive()).isNull();
    }

    @Test
    void batchBeyondTheCreditIsRefused() {
        worker.run(receiver::close);
        receiver = receiver(Map.of("window_records", "2"));
        inlet.open = false;
        ZmqSocket dealer = welcomed();

        dealer.send(Links.batch(1, 0, Message.of(1)));
        dealer.send(Links.batch(1, 1, Message.of(2), Message.of(3)));
        dealer.send(Links.batch(1, 3, Message.of(4)));

        awaitCounts(() -> worker.call(receiver::brokenFrames) == 1);
        assertThat(counts().inFlight()).isEqualTo(3);
    }

    private ZmqSocket dealer() {
        ZmqSocket dealer = context.open(SocketKind.DEALER, SocketSettings.data().withHighWater(100, 100));
        dealers.add(dealer);
        dealer.connect(worker.call(receiver::address));
        return dealer;
    }

    private ZmqSocket welcomed() {
        ZmqSocket dealer = dealer();
        dealer.send(hello(0).encode());
        assertThat(answer(dealer)).isInstanceOf(LinkFrame.Welcome.class);
        return dealer;
    }

    private static LinkFrame.Hello hello(long nextNumber) {
        return new LinkFrame.Hello(Links.CONNECTION, SENDER.uuid(), 1, nextNumber, 0);
    }

    private LinkFrame answer(ZmqSocket dealer) {
        return LinkFrame.decode(Links.await(context, dealer)[0]);
    }

    private LinkFrame lastAnswer(ZmqSocket dealer, Class<? extends LinkFrame> kind) {
        LinkFrame answer = answer(dealer);
        while (!kind.isInstance(answer)) {
            answer = answer(dealer);
        }
        return answer;
    }

    private Counts counts() {
        return worker.call(receiver::counts);
    }

    private void awaitCounts(Supplier<Boolean> condition) {
        await().atMost(Links.DEADLINE).until(condition::get);
    }

    private List<String> texts() {
        return worker.call(() -> inlet.messages.stream().map(Message::text).toList());
    }
}
