package org.rflow.bus;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rflow.zmq.Secret;
import org.rflow.zmq.ZmqContext;

/** A worker's end of the bus against a manager that does not keep to the rules. */
@Timeout(60)
final class WorkerBusTest {
    private static final BusTiming TIMING = new BusTiming(Duration.ofMillis(50), Duration.ofSeconds(1));

    private final Secret secret = Secret.random();
    private final ForeignManager manager = new ForeignManager(secret);
    private final ZmqContext context = new ZmqContext("host", secret);
    private volatile Optional<Rendezvous> successor = Optional.empty();
    private final WorkerBus bus =
            new WorkerBus(context, "host", new Rendezvous(manager.address, secret), () -> successor, TIMING);
    private final TestingWorker worker = new TestingWorker();

    @BeforeEach
    void join() {
        bus.add(worker.registration(), worker);
        bus.start();
    }

    @AfterEach
    void close() {
        manager.dismiss();
        bus.close();
        manager.close();
        context.close();
    }

    @Test
    void registersUntilItIsAnsweredAndBeaconsOnlyThen() {
        for (int i = 0; i < 3; i++) {
            manager.receive();
        }
        assertThat(manager.types).containsOnly("Register");

        manager.say(PeerProxy.registered(Samples.admission()));
        manager.receiveUntil("Beacon");

        assertThat(manager.beacons).containsExactly(1L);
    }

    @Test
    void staysAwayFromAManagerThatRefusesIt() {
        manager.receive();
        manager.say(PeerProxy.registered(Samples.refusal("the flow has no such worker")));

        for (int i = 0; i < 3; i++) {
            manager.receive();
        }

        assertThat(manager.types).containsOnly("Register");
    }

    @Test
    void introducesItselfToAnotherManagerWhenItsOwnIsGone() {
        register();
        Secret another = Secret.random();
        ForeignManager other = new ForeignManager(another);
        successor = Optional.of(new Rendezvous(other.address, another));

        other.receiveUntil("Register");
        other.say(PeerProxy.registered(Samples.admission()));
        other.receiveUntil("Beacon");
        other.say(PeerProxy.command(new CommandHeader(1, 1, 1), new Command.AskReport()));
        other.receiveUntil("Reply");

        assertThat(other.repliedIds).containsExactly(1L);
        assertThat(worker.orphaned).hasValue(0);
        other.dismiss();
        other.close();
    }

    @Test
    void refusesACommandThatComesBeforeItHasRegistered() {
        manager.receive();

        manager.say(PeerProxy.command(new CommandHeader(5, 1, 1), new Command.Run()));
        manager.say(PeerProxy.registered(Samples.admission()));
        manager.receiveUntil("Reply");

        assertThat(manager.replies).containsExactly(Reply.error("the worker has not registered yet"));
        assertThat(worker.commands).isEmpty();
    }

    @Test
    void carriesOutACommandThatComesTwiceOnlyOnce() {
        register();
        worker.answers = command -> Reply.text("done");

        manager.say(PeerProxy.command(new CommandHeader(5, 1, 1), new Command.Run()));
        manager.receiveUntil("Reply");
        manager.say(PeerProxy.command(new CommandHeader(5, 1, 1), new Command.Run()));
        manager.receiveUntil("Reply");

        assertThat(manager.repliedIds).containsExactly(5L, 5L);
        assertThat(manager.replies).containsOnly(Reply.text("done"));
        assertThat(worker.commands).hasSize(1);
    }

    @Test
    void answersOnceWhenACommandComesAgainWhileItIsCarriedOut() {
        register();
        worker.keeping = true;

        manager.say(PeerProxy.command(new CommandHeader(5, 1, 1), new Command.Run()));
        manager.say(PeerProxy.command(new CommandHeader(5, 1, 1), new Command.Run()));
        manager.say(PeerProxy.command(new CommandHeader(6, 1, 1), new Command.StopSources()));
        await().until(() -> worker.kept.size() == 2);
        worker.kept.forEach(answer -> answer.reply(Reply.ok()));
        manager.receiveUntil("Reply");
        manager.receiveUntil("Reply");

        assertThat(manager.repliedIds).containsExactly(5L, 6L);
        assertThat(worker.commands).hasSize(2);
    }

    @Test
    void refusesACommandForAnotherIncarnation() {
        register();

        manager.say(PeerProxy.command(new CommandHeader(1, 1, 4), new Command.Configure(Samples.plan(), 4)));
        manager.say(PeerProxy.command(new CommandHeader(2, 1, 3), new Command.Run()));
        manager.receiveUntil("Reply");
        manager.receiveUntil("Reply");

        assertThat(manager.replies).contains(Reply.error("the command is for incarnation 3, this is 4"));
        assertThat(worker.commands).containsExactly(new Command.Configure(Samples.plan(), 4));
    }

    @Test
    void registersAgainWhenItIsAskedTo() {
        register();

        manager.say(PeerProxy.registerAgain());
        manager.receiveUntil("Register");
        manager.say(PeerProxy.registered(Samples.admission()));
        manager.receiveUntil("Beacon");

        assertThat(worker.orphaned).hasValue(0);
    }

    @Test
    void ignoresAndCountsGarbageAndServesOn() {
        register();

        manager.say("GET / HTTP/1.1".getBytes(US_ASCII));
        manager.say("RFB\1".getBytes(US_ASCII), "Configure".getBytes(US_ASCII), new byte[10]);
        manager.say(PeerProxy.command(new CommandHeader(1, 1, 1), new Command.Run()));
        manager.receiveUntil("Reply");

        assertThat(bus.malformedFrames()).isEqualTo(2);
        assertThat(worker.commands).containsExactly(new Command.Run());
    }

    @Test
    void countsAManagerThatIsNeverHeardAsGone() {
        await().until(() -> worker.orphaned.get() == 1);

        manager.receive();

        assertThat(manager.types).containsExactly("Register");
    }

    @Test
    void takesAWorkerOnlyOnceAndNoUnknownOne() {
        UUID unknown = UUID.randomUUID();

        assertThatThrownBy(() -> bus.add(worker.registration(), worker))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("worker " + worker.uuid + " is on the bus already");
        assertThatThrownBy(() -> bus.beaconNow(unknown)).hasMessage("worker " + unknown + " is not on this bus");
    }

    @Test
    void closesAtOnceWhenNobodyHearsIt() {
        long before = System.nanoTime();

        bus.close();
        bus.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(900));
    }

    private void register() {
        manager.receive();
        manager.say(PeerProxy.registered(Samples.admission()));
        manager.receiveUntil("Beacon");
    }
}
