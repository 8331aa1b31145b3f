package org.rflow.connections.zeromq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rflow.message.DataTypes;
import org.rflow.message.EnvelopeCodec;
import org.rflow.message.Message;
import org.rflow.model.Attachment;
import org.rflow.model.Connection;
import org.rflow.model.Delivery;
import org.rflow.model.Guarantee;
import org.rflow.model.Ids;
import org.rflow.model.PortRef;
import org.rflow.model.SocketEnd;
import org.rflow.model.Wire;
import org.rflow.model.WorkerRef;
import org.rflow.testing.TestingWorker;
import org.rflow.zmq.Secret;
import org.rflow.zmq.SocketKind;
import org.rflow.zmq.SocketSettings;
import org.rflow.zmq.ZmqContext;
import org.rflow.zmq.ZmqSocket;

/** The open form against programs that know ZeroMQ and Avro, and nothing of RFlow. */
final class OpenFormTest {
    private static final WorkerRef FOREIGN = new WorkerRef(new UUID(5, 5), "foreign");

    private final Secret secret = Secret.random();
    private final TestingWorker worker = new TestingWorker("worker-1", secret);
    private final ZmqContext context = new ZmqContext("foreign", secret);
    private final EnvelopeCodec codec = new EnvelopeCodec();
    private final KeepingInlet inlet = new KeepingInlet(true);
    private final List<Runnable> closing = new ArrayList<>();

    @AfterEach
    void close() {
        closing.forEach(Runnable::run);
        worker.check();
        worker.close();
        context.close();
    }

    @Test
    void readsWhatAForeignProgramPushes() {
        OpenReceiver receiver = receiver();
        ZmqSocket push = open(SocketKind.PUSH);
        push.connect(receiver.address());
        Message message = Message.of("from afar").withProperty("a", "b");

        push.send(codec.typeName(message), codec.encode(message));

        await().atMost(Links.DEADLINE).until(() -> worker.call(inlet.messages::size) == 1);
        assertThat(inlet.messages.get(0).text()).isEqualTo("from afar");
        assertThat(inlet.messages.get(0).properties()).containsEntry("a", "b");
    }

    @Test
    void whatDoesNotDecodeIsCountedAndTheNextMessageComes() {
        OpenReceiver receiver = receiver();
        ZmqSocket push = open(SocketKind.PUSH);
        push.connect(receiver.address());
        Message fine = Message.of("fine");

        push.send("Nonsense".getBytes(UTF_8), new byte[] {1, 2, 3});
        push.send(new byte[0]);
        push.send(codec.typeName(fine), codec.encode(fine));

        await().atMost(Links.DEADLINE).until(() -> worker.call(inlet.messages::size) == 1);
        assertThat(worker.call(() -> List.copyOf(inlet.undecodable))).containsExactly("Nonsense", "");
        assertThat(worker.call(receiver::counts).dropped()).isEqualTo(2);
        assertThat(worker.call(receiver::counts).messages()).isEqualTo(1);
    }

    @Test
    void foreignProgramPullsWhatIsSent() {
        ZmqSocket pull = open(SocketKind.PULL);
        String address = pull.bind(Links.ANY_PORT);
        OpenSender sender = sender(Delivery.ROUND_ROBIN, List.of(FOREIGN));
        assertThat(worker.call(sender::waitingFor)).isEqualTo("foreign");

        worker.run(() -> sender.connect(FOREIGN.uuid(), address));
        worker.run(() -> sender.send(Message.of(42)));
        byte[][] frames = Links.await(context, pull);

        assertThat(worker.call(sender::isReady)).isTrue();
        assertThat(new String(frames[0], UTF_8)).isEqualTo("RFlow::Message::Data::Integer");
        assertThat(codec.decode(frames[0], frames[1], new DataTypes()).number()).isEqualTo(42);
    }

    @Test
    void publishesNothingBeforeThoseOfThePlanHaveSubscribedAndForeignersMayListenToo() {
        OpenSender sender = sender(Delivery.BROADCAST, List.of(FOREIGN));
        ZmqSocket planned = open(SocketKind.SUB);
        ZmqSocket listener = open(SocketKind.SUB);
        listener.subscribe("RFlow::Message::Data::Int".getBytes(UTF_8));
        listener.connect(sender.address());

        worker.run(() -> {
            sender.send(Message.of(1));
            sender.send(Message.of("text"));
            sender.send(Message.of(2));
        });
        assertThat(worker.call(sender::isFull)).isTrue();
        assertThat(worker.call(sender::waitingFor)).isEqualTo("foreign");
        OpenForm.subscribe(planned, FOREIGN.uuid());
        planned.connect(sender.address());

        assertThat(text(planned)).isEqualTo("1");
        assertThat(text(planned)).isEqualTo("text");
        assertThat(text(planned)).isEqualTo("2");
        await().atMost(Links.DEADLINE).until(() -> worker.call(sender::isReady) && !worker.call(sender::isFull));
        assertThat(worker.call(sender::counts).inFlight()).isZero();
    }

    @Test
    void brokerTakesNoMoreThanItCanGive() {
        Connection connection = connection(Delivery.ROUND_ROBIN, true);
        OpenBroker broker = worker.call(
                () -> new OpenBroker(worker.spec(new Attachment(connection, List.of(worker.ref()), List.of(FOREIGN)))));
        closing.add(() -> worker.run(broker::close));
        ZmqSocket push = open(SocketKind.PUSH);
        push.connect(broker.input().address());
        byte[] type = "Type".getBytes(UTF_8);

        int sent = 0;
        while (sent < 100 && push.send(type.clone(), new byte[100_000])) {
            sent++;
        }
        assertThat(worker.call(broker::isReady)).isFalse();
        assertThat(worker.call(broker::taken).messages()).isZero();
        ZmqSocket pull = open(SocketKind.PULL);
        String address = pull.bind(Links.ANY_PORT);
        worker.run(() -> broker.connect(FOREIGN.uuid(), address));

        for (int i = 0; i < sent; i++) {
            assertThat(Links.await(context, pull)[1]).hasSize(100_000);
        }
        await().atMost(Links.DEADLINE).until(() -> worker.call(broker::given).messages() == 100);
        assertThat(worker.call(broker::taken).messages()).isEqualTo(sent);
    }

    @Test
    void aBrokerThatComesBackElsewhereGetsAllThatIsSentFromThenOn() {
        int count = 1000;
        ZmqSocket first = open(SocketKind.XSUB);
        OpenSender sender = senderToBroker();
        meet(sender, first);
        first.close();
        worker.run(() -> sender.disconnect(FOREIGN.uuid()));
        worker.run(() -> sender.send(Message.of("kept")));

        ZmqSocket second = open(SocketKind.XSUB);
        meet(sender, second);
        worker.run(() -> {
            for (int i = 1; i <= count; i++) {
                sender.send(Message.of("m" + i));
            }
        });

        assertThat(text(second)).isEqualTo("kept");
        for (int i = 1; i <= count; i++) {
            assertThat(text(second)).isEqualTo("m" + i);
        }
    }

    private void meet(OpenSender sender, ZmqSocket broker) {
        String address = broker.bind(Links.ANY_PORT);
        worker.run(() -> sender.connect(FOREIGN.uuid(), address));
        broker.send(new byte[] {1});
        broker.send(("\1" + FOREIGN.uuid()).getBytes(UTF_8));
        await().pollInSameThread().until(() -> {
            // a socket makes no progress that nobody asks anything
            broker.isWritable();
            return worker.call(sender::isReady);
        });
    }

    @Test
    void keyedDeliveryIsRefused() {
        assertThatThrownBy(() -> sender(Delivery.KEYED, List.of(FOREIGN)))
                .hasStackTraceContaining("the open form has no keyed delivery; use wire: link");
    }

    private String text(ZmqSocket socket) {
        byte[][] frames = Links.await(context, socket);
        return codec.decode(frames[0], frames[1], new DataTypes()).text();
    }

    private ZmqSocket open(SocketKind kind) {
        ZmqSocket socket = context.open(kind, SocketSettings.data().withHighWater(100, 100));
        closing.add(socket::close);
        return socket;
    }

    private OpenReceiver receiver() {
        Connection connection = connection(Delivery.ROUND_ROBIN, false);
        OpenReceiver receiver = worker.call(() -> new OpenReceiver(
                worker.spec(new Attachment(connection, List.of(FOREIGN), List.of(worker.ref()))), inlet));
        closing.add(() -> worker.run(receiver::close));
        return receiver;
    }

    private OpenSender sender(Delivery delivery, List<WorkerRef> receivers) {
        Connection connection = connection(delivery, false);
        OpenSender sender = worker.call(
                () -> new OpenSender(worker.spec(new Attachment(connection, List.of(worker.ref()), receivers))));
        closing.add(() -> worker.run(sender::close));
        return sender;
    }

    private OpenSender senderToBroker() {
        Connection plan = connection(Delivery.BROADCAST, true);
        Connection connection = new Connection(
                plan.uuid(),
                plan.from(),
                plan.to(),
                plan.delivery(),
                plan.by(),
                plan.guarantee(),
                plan.wire(),
                true,
                FOREIGN.uuid(),
                false,
                new SocketEnd("XPUB", "", "connect"),
                plan.input(),
                plan.options());
        OpenSender sender = worker.call(
                () -> new OpenSender(worker.spec(new Attachment(connection, List.of(worker.ref()), List.of(FOREIGN)))));
        closing.add(() -> worker.run(sender::close));
        return sender;
    }

    private static Connection connection(Delivery delivery, boolean brokered) {
        boolean broadcast = delivery == Delivery.BROADCAST;
        return new Connection(
                Links.CONNECTION,
                PortRef.parse("source#out"),
                PortRef.parse("sink#in"),
                delivery,
                Optional.empty(),
                Guarantee.BEST_EFFORT,
                Wire.OPEN,
                brokered,
                Ids.NONE,
                false,
                new SocketEnd(broadcast ? "XPUB" : "PUSH", Links.ANY_PORT, broadcast ? "bind" : "connect"),
                new SocketEnd(broadcast ? "SUB" : "PULL", Links.ANY_PORT, broadcast ? "connect" : "bind"),
                Map.of());
    }
}
