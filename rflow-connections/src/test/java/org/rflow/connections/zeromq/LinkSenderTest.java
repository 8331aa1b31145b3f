package org.rflow.connections.zeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.message.MessageException;
import org.rflow.model.Counts;
import org.rflow.model.Delivery;
import org.rflow.model.WorkerRef;
import org.rflow.testing.TestingWorker;
import org.rflow.zmq.Secret;
import org.rflow.zmq.ZmqContext;

/** A sender against receivers that the test plays, frame by frame. */
final class LinkSenderTest {
    private static final long PLENTY = 1 << 20;

    private final Secret secret = Secret.random();
    private final TestingWorker worker = new TestingWorker("sender-1", secret);
    private final ZmqContext context = new ZmqContext("test", secret);
    private final List<PlayedReceiver> peers = new ArrayList<>();
    private @Nullable LinkSender sender;

    @AfterEach
    void close() {
        worker.run(sender()::close);
        peers.forEach(peer -> peer.close());
        worker.check();
        worker.close();
        context.close();
    }

    @Test
    void saysWhoItIsAndSendsNothingBeforeItIsWelcome() {
        PlayedReceiver peer = peer();
        make(Delivery.ROUND_ROBIN, Map.of(), peer);

        send("early");
        LinkFrame first = peer.next();

        assertThat(first)
                .isEqualTo(new LinkFrame.Hello(Links.CONNECTION, worker.ref().uuid(), 1, 0, 0));
        assertThat(worker.call(sender()::isReady)).isFalse();
        assertThat(worker.call(sender()::waitingFor)).isEqualTo(peer.ref().name());
        assertThat(peer.isSilent()).isTrue();
        peer.say(new LinkFrame.Welcome(PLENTY, PLENTY, 0));

        assertThat(peer.next()).isInstanceOf(LinkFrame.Schema.class);
        assertThat(peer.nextBatch()).containsExactly("early");
        assertThat(worker.call(sender()::isReady)).isTrue();
    }

    @Test
    void announcesSchemasBeforeTheirFirstBatchAndAgainAfterEachWelcome() {
        PlayedReceiver peer = welcomed(Delivery.ROUND_ROBIN, Map.of());

        send("one");
        LinkFrame schema = peer.next();
        assertThat(peer.nextBatch()).containsExactly("one");
        send("two");
        assertThat(peer.nextBatch()).containsExactly("two");
        peer.say(new LinkFrame.Welcome(PLENTY, PLENTY, 0));
        peer.say(new LinkFrame.SchemaRequest(CoreTypes.TEXT.fingerprint(), CoreTypes.TEXT.name()));
        LinkFrame asked = peer.next();
        send("three");
        LinkFrame again = peer.next();

        assertThat(schema)
                .isEqualTo(new LinkFrame.Schema(CoreTypes.TEXT.name(), CoreTypes.TEXT.schemaText()))
                .isEqualTo(asked)
                .isEqualTo(again);
        assertThat(peer.nextBatch()).containsExactly("three");
    }

    @Test
    void sendsNoFurtherThanTheLimit() {
        PlayedReceiver peer = peer();
        make(Delivery.ROUND_ROBIN, Map.of("window_records", "4"), peer);
        peer.next();
        peer.say(new LinkFrame.Welcome(4, PLENTY, 0));
        awaitTrue(sender()::isReady);

        sendAll("1", "2", "3", "4", "5", "6", "7");
        peer.next();
        assertThat(peer.nextBatch()).containsExactly("1", "2");
        assertThat(peer.nextBatch()).containsExactly("3", "4");
        assertThat(worker.call(sender()::isFull)).isTrue();
        assertThat(counts().inFlight()).isEqualTo(7);
        assertThat(counts().overruns()).isEqualTo(1);
        peer.say(new LinkFrame.Credit(3, 7, PLENTY));

        assertThat(peer.nextBatch()).containsExactly("5", "6");
        assertThat(peer.nextBatch()).containsExactly("7");
        awaitTrue(() -> sender().counts().inFlight() == 4 && !sender().isFull());
    }

    @Test
    void saysHelloAgainWhenAsked() {
        PlayedReceiver peer = welcomed(Delivery.ROUND_ROBIN, Map.of());
        send("one");
        peer.next();
        int bytes = peer.nextFrame().length;

        peer.say(new LinkFrame.HelloRequest());

        assertThat(peer.next())
                .isEqualTo(new LinkFrame.Hello(Links.CONNECTION, worker.ref().uuid(), 1, 1, bytes));
    }

    @Test
    void saysHelloAgainToAReceiverThatDoesNotAnswer() {
        PlayedReceiver peer = peer();
        make(Delivery.ROUND_ROBIN, Map.of(), peer);

        LinkFrame first = peer.next();

        assertThat(peer.next()).isEqualTo(first);
    }

    @Test
    void triesAnotherConnectionWhereNobodyAnswers() {
        PlayedReceiver peer = peer();
        make(Delivery.ROUND_ROBIN, Map.of(), peer);
        LinkFrame first = peer.next();
        String route = peer.route();

        LinkFrame hello = peer.next();
        while (peer.route().equals(route)) {
            hello = peer.next();
        }

        assertThat(hello).isEqualTo(first);
        peer.say(new LinkFrame.Welcome(PLENTY, PLENTY, 0));
        send("after all");
        assertThat(peer.next()).isInstanceOf(LinkFrame.Schema.class);
        assertThat(peer.nextBatch()).containsExactly("after all");
    }

    @Test
    void endsWithTheCountAndIsEndedOnceThatIsConfirmed() {
        PlayedReceiver peer = welcomed(Delivery.ROUND_ROBIN, Map.of());
        send("one");
        send("two");

        worker.run(sender()::end);
        peer.next();
        int sent = 0;
        while (sent < 2) {
            sent += peer.nextBatch().size();
        }
        LinkFrame end = peer.next();
        assertThat(worker.call(sender()::isEnded)).isFalse();
        peer.say(new LinkFrame.EndConfirmed(1));
        peer.say(new LinkFrame.EndConfirmed(2));

        assertThat(end).isEqualTo(new LinkFrame.End(2));
        awaitTrue(sender()::isEnded);
        assertThat(counts().inFlight()).isZero();
        assertThatThrownBy(() -> send("late")).hasStackTraceContaining("has ended");
    }

    @Test
    void whatAForgottenReceiverDidNotGetGoesToAnother() {
        PlayedReceiver dying = peer();
        PlayedReceiver living = peer();
        make(Delivery.ROUND_ROBIN, Map.of("window_records", "4"), dying, living);
        dying.next();
        dying.say(new LinkFrame.Welcome(1, PLENTY, 0));
        awaitTrue(() -> sender().waitingFor().equals(living.ref().name()));
        send("one");
        send("two");
        send("three");
        dying.next();
        assertThat(dying.nextBatch()).containsExactly("one");

        worker.run(() -> sender().disconnect(dying.ref().uuid()));
        living.next();
        living.say(new LinkFrame.Welcome(PLENTY, PLENTY, 0));
        living.next();
        List<String> rest = new ArrayList<>();
        while (rest.size() < 2) {
            rest.addAll(living.nextBatch());
        }

        assertThat(rest).containsExactly("two", "three");
        assertThat(counts().dropped()).isEqualTo(1);
        assertThat(counts().inFlight()).isEqualTo(2);
    }

    @Test
    void newIncarnationOfAReceiverGoesOnWhereItsKeysBelong() {
        PlayedReceiver first = welcomed(Delivery.KEYED, Map.of("window_records", "2"));
        sendAll("one", "two");
        first.next();
        assertThat(first.nextBatch()).containsExactly("one");
        first.say(new LinkFrame.Credit(1, PLENTY, PLENTY));
        awaitTrue(() -> sender().counts().inFlight() == 1);
        PlayedReceiver again = kept(first.ref());

        worker.run(() -> sender().connect(first.ref().uuid(), again.address()));
        LinkFrame hello = again.next();
        again.say(new LinkFrame.Welcome(PLENTY, PLENTY, 0));
        send("three");
        again.next();

        assertThat(hello)
                .isEqualTo(new LinkFrame.Hello(Links.CONNECTION, worker.ref().uuid(), 1, 2, 0));
        assertThat(again.nextBatch()).containsExactly("three");
        assertThat(counts().dropped()).isEqualTo(1);
        assertThat(counts().messages()).isEqualTo(3);
    }

    @Test
    void addressThatItIsConnectedToAlreadyChangesNothing() {
        PlayedReceiver peer = welcomed(Delivery.ROUND_ROBIN, Map.of());
        send("one");

        worker.run(() -> sender().connect(peer.ref().uuid(), peer.address()));
        send("two");
        peer.next();

        assertThat(peer.nextBatch()).containsExactly("one");
        assertThat(peer.nextBatch()).containsExactly("two");
        assertThat(counts().dropped()).isZero();
    }

    @Test
    void forgottenReceiverOfABroadcastHoldsNobodyUp() {
        PlayedReceiver dying = peer();
        PlayedReceiver living = peer();
        make(Delivery.BROADCAST, Map.of(), dying, living);
        living.next();
        living.say(new LinkFrame.Welcome(PLENTY, PLENTY, 0));
        send("one");

        worker.run(() -> sender().disconnect(dying.ref().uuid()));
        living.next();

        assertThat(living.nextBatch()).containsExactly("one");
        assertThat(counts().messages()).isEqualTo(2);
        assertThat(counts().dropped()).isEqualTo(1);
        assertThat(worker.call(sender()::isReady)).isTrue();
    }

    @Test
    void messageThatCannotBeEncodedLeavesNoTrace() {
        PlayedReceiver peer = welcomed(Delivery.ROUND_ROBIN, Map.of());
        worker.run(() -> assertThatThrownBy(() -> sender().send(Message.of(CoreTypes.INTEGER, "no number")))
                .isInstanceOf(MessageException.class));

        send("fine");
        peer.next();

        assertThat(peer.nextBatch()).containsExactly("fine");
        assertThat(counts().messages()).isEqualTo(1);
    }

    @Test
    void receiverThatDoesNotKnowTheSecretIsNamed() {
        ZmqContext strange = new ZmqContext("stranger", Secret.random());
        PlayedReceiver peer = new PlayedReceiver(new WorkerRef(UUID.randomUUID(), "stranger"), strange);
        try {
            make(Delivery.ROUND_ROBIN, Map.of(), peer);

            awaitTrue(() -> sender().waitingFor().equals("stranger (it refuses our secret)"));
            assertThat(worker.call(sender()::isReady)).isFalse();
        } finally {
            peer.close();
            strange.close();
        }
    }

    @Test
    void framesThatMakeNoSenseAreIgnored() {
        PlayedReceiver peer = welcomed(Delivery.ROUND_ROBIN, Map.of());

        peer.say(new byte[] {});
        peer.say(new byte[] {LinkFrame.CREDIT, 1});
        peer.say(new LinkFrame.EndConfirmed(0));
        peer.say(new LinkFrame.SchemaRequest(7, "never sent"));
        send("fine");
        peer.next();

        assertThat(peer.nextBatch()).containsExactly("fine");
        assertThat(worker.call(sender()::isEnded)).isFalse();
        assertThat(counts().inFlight()).isEqualTo(1);
        assertThat(worker.call(sender()::brokenFrames)).isEqualTo(4);
    }

    private PlayedReceiver welcomed(Delivery delivery, Map<String, String> options) {
        PlayedReceiver peer = peer();
        make(delivery, options, peer);
        peer.next();
        peer.say(new LinkFrame.Welcome(PLENTY, PLENTY, 0));
        awaitTrue(sender()::isReady);
        return peer;
    }

    private PlayedReceiver peer() {
        return kept(new WorkerRef(UUID.randomUUID(), "receiver-" + (peers.size() + 1)));
    }

    private PlayedReceiver kept(WorkerRef ref) {
        PlayedReceiver peer = new PlayedReceiver(ref, context);
        peers.add(peer);
        return peer;
    }

    private void make(Delivery delivery, Map<String, String> options, PlayedReceiver... receivers) {
        List<WorkerRef> refs =
                List.of(receivers).stream().map(peer -> peer.ref()).toList();
        var attachment = Links.attachment(Links.connection(delivery, options), List.of(worker.ref()), refs);
        LinkSender made = worker.call(() -> new LinkSender(worker.spec(attachment)));
        sender = made;
        for (PlayedReceiver peer : receivers) {
            worker.run(() -> made.connect(peer.ref().uuid(), peer.address()));
        }
    }

    private LinkSender sender() {
        return Objects.requireNonNull(sender, "sender");
    }

    private void send(String text) {
        sendAll(text);
    }

    private void sendAll(String... texts) {
        worker.run(() -> List.of(texts).forEach(text -> sender().send(Message.of(text))));
    }

    private Counts counts() {
        return worker.call(sender()::counts);
    }

    private void awaitTrue(Supplier<Boolean> condition) {
        await().atMost(Links.DEADLINE).until(() -> worker.call(condition));
    }
}
