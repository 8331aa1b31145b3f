package org.rflow.cli.conformance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.bus.BusAddress;
import org.rflow.bus.Command;
import org.rflow.bus.Reply;
import org.rflow.connections.zeromq.LinkFrame;
import org.rflow.message.BatchWriter;
import org.rflow.message.Message;
import org.rflow.model.Connection;
import org.rflow.model.Counts;
import org.rflow.model.Endpoint;
import org.rflow.model.PortDirection;
import org.rflow.model.WorkerPlan;
import org.rflow.model.WorkerState;
import org.rflow.process.ChildProcess;
import org.rflow.process.Launcher;
import org.rflow.zmq.Secret;
import org.rflow.zmq.SocketKind;
import org.rflow.zmq.SocketSettings;
import org.rflow.zmq.ZmqContext;

/**
 * Starts a component and leads it through a whole life: registration, configuration, messages with their odd cases, and the end. What it
 * does is held against each {@link Rule}. It takes about ten seconds. Used once, by one thread.
 */
public final class Examination {
    private static final Logger log = LogManager.getLogger(Examination.class);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration A_WHILE = Duration.ofMillis(600);
    private static final Duration NEXT_HELLO = Duration.ofSeconds(3);
    private static final int A_BATCH = 10;
    private static final int BATCHES = 4;
    private static final long RECORDS = (long) A_BATCH * BATCHES;
    private static final long MUCH = 1L << 40;

    private final Subject subject;
    private final WorkerPlan plan;
    private final Secret secret = Secret.random();
    private final Map<Rule, Finding> findings = new EnumMap<>(Rule.class);
    private final ZmqContext zmq = new ZmqContext("conformance", secret);
    private final ScriptedManager manager;
    private final Watching watching = new Watching(zmq);
    private final Line taker;
    private Line feeder;

    /** It cannot be examined any further. */
    private static final class Stopped extends Exception {
        private static final long serialVersionUID = 1;

        Stopped(Rule rule) {
            super("rule " + rule);
        }
    }

    public Examination(Subject subject) {
        this.subject = subject;
        this.plan = subject.plan();
        this.manager = new ScriptedManager(zmq, plan.uuid());
        this.taker = watching.add(Line.receiver(zmq));
        this.feeder = taker;
    }

    /** A finding for each rule that was reached. The directory is for its output, the secret, and has the schemas already. */
    public List<Finding> run(Path directory, Path schemas) {
        Path secretFile = directory.resolve("conformance.secret");
        secret.write(secretFile);
        new BusAddress(directory, "conformance").write(manager.address());
        manager.start();
        ChildProcess process =
                Launcher.system().start(subject.start(plan.uuid(), manager.address(), directory, secretFile, schemas));
        try {
            examine(process);
        } catch (Stopped stopped) {
            log.debug("the examination ended early", stopped);
        } finally {
            process.kill();
            watching.close();
            manager.close();
            zmq.close();
        }
        return List.copyOf(findings.values());
    }

    private void examine(ChildProcess process) throws Stopped {
        register();
        Endpoint inlet = configure();
        connect();
        runIt();
        greet(inlet);
        process();
        sendWithinCredit();
        recover();
        acknowledge();
        end();
        cleanUp(process);
    }

    private void register() throws Stopped {
        must(
                Rule.REGISTERS,
                watching.until(() -> manager.registration().isPresent(), SOON),
                "it did not within " + SOON.toSeconds() + " s; see its output");
        must(
                Rule.BEACONS_AT_ONCE,
                watching.until(() -> manager.hasBeaconed(WorkerState.STARTED), A_WHILE),
                "it did not within " + A_WHILE.toMillis() + " ms");
    }

    private Endpoint configure() throws Stopped {
        Reply reply = answer(Rule.BINDS, manager.ask(new Command.Configure(plan, Subject.INCARNATION)));
        Connection in = plan.incoming().get(0).connection();
        List<Endpoint> endpoints = reply.endpoints();
        boolean right = endpoints.size() == 1
                && endpoints.get(0).connection().equals(in.uuid())
                && endpoints.get(0).owner().equals(plan.uuid())
                && endpoints.get(0).socketType().equals("ROUTER")
                && endpoints.get(0).address().matches("tcp://127\\.0\\.0\\.1:\\d+");
        must(Rule.BINDS, right, "it reported " + endpoints);
        boolean told = watching.until(
                () -> manager.beacons().stream()
                        .anyMatch(heard -> heard.beacon().state() == WorkerState.CONFIGURED
                                && heard.beacon().incarnation() == Subject.INCARNATION),
                A_WHILE);
        see(Rule.TELLS_ITS_STATE, told, "no such beacon came");
        return endpoints.get(0);
    }

    private void connect() throws Stopped {
        Connection out = plan.outgoing().get(0).connection();
        UUID owner = plan.outgoing().get(0).receivers().get(0).uuid();
        CompletableFuture<Reply> reply =
                manager.ask(new Command.Connect(List.of(new Endpoint(out.uuid(), owner, "ROUTER", taker.bind()))));
        must(
                Rule.GREETS,
                watching.until(() -> !taker.heard().isEmpty(), SOON)
                        && taker.last(LinkFrame.Hello.class)
                                .filter(hello -> hello.connection().equals(out.uuid())
                                        && hello.sender().equals(plan.uuid())
                                        && hello.incarnation() == Subject.INCARNATION)
                                .isPresent(),
                "it said " + taker.last(LinkFrame.Hello.class));
        see(
                Rule.GREETS_AGAIN,
                watching.until(() -> taker.all(LinkFrame.Hello.class).size() > 1, NEXT_HELLO),
                "it said nothing for 3 s");
        boolean early = reply.isDone()
                || taker.heard().size() > taker.all(LinkFrame.Hello.class).size();
        taker.say(new LinkFrame.Welcome(1, MUCH, 0));
        answer(Rule.WAITS_FOR_WELCOME, reply);
        see(Rule.WAITS_FOR_WELCOME, !early, "it answered, or sent something else, before WELCOME");
    }

    private void runIt() throws Stopped {
        answer(Rule.RUNS, manager.ask(new Command.Run()));
        must(
                Rule.RUNS,
                watching.until(() -> manager.hasBeaconed(WorkerState.RUNNING), A_WHILE),
                "it did not beacon RUNNING");
    }

    private void greet(Endpoint inlet) throws Stopped {
        Line intruder = watching.add(
                Line.sender(zmq.open(SocketKind.DEALER, SocketSettings.data(), Secret.random()), inlet.address()));
        intruder.say(hello(inlet.connection()));
        watching.until(() -> intruder.socket().isRefused(), A_WHILE);
        see(Rule.PROTECTS, intruder.heard().isEmpty(), "it answered one");
        Line other = watching.add(line(inlet));
        other.say(hello(UUID.randomUUID()));
        watching.pass(A_WHILE);
        see(Rule.IGNORES_OTHERS, other.all(LinkFrame.Welcome.class).isEmpty(), "it answered WELCOME");
        feeder = watching.add(line(inlet));
        feeder.say(hello(inlet.connection()));
        boolean welcome = watching.until(() -> !feeder.heard().isEmpty(), SOON)
                && feeder.last(LinkFrame.Welcome.class)
                        .filter(said -> said.next() == 0 && said.recordLimit() > 0 && said.byteLimit() > 0)
                        .isPresent();
        must(Rule.WELCOMES, welcome, "it said " + feeder.last(LinkFrame.Welcome.class));
        Line stranger = watching.add(line(inlet));
        stranger.say(batch(0));
        see(
                Rule.ASKS_STRANGERS,
                watching.until(() -> !stranger.all(LinkFrame.HelloRequest.class).isEmpty(), A_WHILE),
                "it did not say HELLO_REQUEST");
    }

    private Line line(Endpoint inlet) {
        return Line.sender(zmq.open(SocketKind.DEALER, SocketSettings.data()), inlet.address());
    }

    private LinkFrame hello(UUID connection) {
        UUID sender = plan.incoming().get(0).senders().get(0).uuid();
        return new LinkFrame.Hello(connection, sender, 1, 0, 0);
    }

    private static byte[] batch(long first) {
        BatchWriter writer = new BatchWriter(1 << 16, new byte[] {Line.BATCH});
        writer.begin(1, first);
        for (long number = first; number < first + A_BATCH; number++) {
            writer.append(Message.of(number));
        }
        return writer.finish();
    }

    private void process() throws Stopped {
        feeder.say(batch(0));
        must(
                Rule.ASKS_FOR_SCHEMA,
                watching.until(() -> !feeder.all(LinkFrame.SchemaRequest.class).isEmpty(), SOON),
                "it did not say SCHEMA_REQUEST");
        String name = Message.of(0).type().name();
        String text = Message.of(0).type().schemaText();
        feeder.say(new LinkFrame.Schema(name, text));
        must(
                Rule.PROCESSES,
                watching.until(() -> processed() == A_BATCH, SOON),
                "it said to have processed " + processed());
    }

    private long processed() {
        return feeder.last(LinkFrame.Credit.class)
                .map(LinkFrame.Credit::processed)
                .orElse(0L);
    }

    /** It was given credit for one record, which lets one batch go. */
    private void sendWithinCredit() throws Stopped {
        for (long first = A_BATCH; first < RECORDS; first += A_BATCH) {
            feeder.say(batch(first));
        }
        watching.pass(A_WHILE);
        Outputs limited = outputs();
        see(
                Rule.RESPECTS_CREDIT,
                limited.firstNumbers().stream().allMatch(first -> first < 1),
                "it sent a batch that began at " + limited.next() + ", and its limit was 1");
        see(
                Rule.ACKS_WHAT_IS_SAFE,
                feeder.all(LinkFrame.Ack.class).isEmpty(),
                "it said " + feeder.last(LinkFrame.Ack.class) + ", and nothing was acknowledged to it");
        taker.say(new LinkFrame.Credit(limited.next(), MUCH, MUCH));
        boolean all = watching.until(() -> processed() == RECORDS && outputs().next() >= RECORDS, SOON);
        must(
                Rule.GOES_ON,
                all,
                "of " + RECORDS + " messages it processed " + processed() + " and sent "
                        + outputs().next() + "; it should send one or more for each");
        see(
                Rule.ANNOUNCES,
                outputs().unannounced().isEmpty(),
                "it did not announce " + outputs().unannounced());
        see(
                Rule.NUMBERS,
                outputs().problems().isEmpty(),
                String.join("; ", outputs().problems()));
    }

    private Outputs outputs() {
        return Outputs.of(taker, 0);
    }

    private void recover() {
        long sent = outputs().next();
        feeder.say(batch(0));
        watching.pass(A_WHILE);
        see(Rule.LEAVES_OUT, outputs().next() == sent && processed() == RECORDS, "it processed it again");
        feeder.say(batch(RECORDS + A_BATCH));
        boolean asked = watching.until(
                () -> feeder.all(LinkFrame.Welcome.class).size() > 1
                        && feeder.last(LinkFrame.Welcome.class)
                                .filter(said -> said.next() == RECORDS)
                                .isPresent(),
                SOON);
        see(Rule.ASKS_AGAIN, asked, "it did not say WELCOME with the number " + RECORDS);
        int before = taker.batches().size();
        taker.say(new LinkFrame.Welcome(MUCH, MUCH, 0));
        boolean again = watching.until(
                () -> taker.batches().size() > before
                        && outputs().firstNumbers().get(before) == 0,
                SOON);
        see(Rule.SENDS_AGAIN, again, "it did not send number 0 again");
        int hellos = taker.all(LinkFrame.Hello.class).size();
        taker.say(new LinkFrame.HelloRequest());
        see(
                Rule.INTRODUCES_ITSELF,
                watching.until(() -> taker.all(LinkFrame.Hello.class).size() > hellos, A_WHILE),
                "it said no HELLO");
    }

    private void acknowledge() {
        see(
                Rule.ACKS_WHAT_IS_SAFE,
                feeder.all(LinkFrame.Ack.class).isEmpty(),
                "it said " + feeder.last(LinkFrame.Ack.class) + ", and nothing was acknowledged to it");
        taker.say(new LinkFrame.Ack(outputs().next()));
        boolean acknowledged = watching.until(
                () -> feeder.last(LinkFrame.Ack.class)
                        .filter(ack -> ack.safe() == RECORDS)
                        .isPresent(),
                SOON);
        see(Rule.ACKS, acknowledged, "it said " + feeder.last(LinkFrame.Ack.class));
        boolean reported = watching.until(
                () -> counts(PortDirection.INPUT) == RECORDS
                        && counts(PortDirection.OUTPUT) == outputs().next(),
                SOON);
        see(Rule.REPORTS, reported, "it reported " + manager.metrics());
    }

    private long counts(PortDirection end) {
        return manager.metrics().stream()
                .filter(counts -> counts.end() == end)
                .mapToLong(Counts::messages)
                .sum();
    }

    private void end() throws Stopped {
        CompletableFuture<Reply> reply = manager.ask(new Command.Shutdown());
        watching.pass(A_WHILE);
        see(
                Rule.WAITS_FOR_END,
                !reply.isDone() && taker.all(LinkFrame.End.class).isEmpty(),
                "it answered, or said END, before its sender had");
        feeder.say(new LinkFrame.End(RECORDS));
        boolean ended = watching.until(
                () -> {
                    taker.say(new LinkFrame.Ack(outputs().next()));
                    return !taker.all(LinkFrame.End.class).isEmpty();
                },
                SOON);
        boolean confirmed = watching.until(
                () -> feeder.last(LinkFrame.EndConfirmed.class)
                        .filter(said -> said.count() == RECORDS)
                        .isPresent(),
                SOON);
        see(Rule.CONFIRMS_END, confirmed, "it said " + feeder.last(LinkFrame.EndConfirmed.class));
        must(
                Rule.SAYS_END,
                ended
                        && taker.last(LinkFrame.End.class)
                                .filter(said -> said.count() == outputs().next())
                                .isPresent(),
                "it said " + taker.last(LinkFrame.End.class) + " after "
                        + outputs().next() + " records");
        boolean early = reply.isDone();
        taker.say(new LinkFrame.EndConfirmed(outputs().next()));
        Reply last = answer(Rule.ANSWERS_SHUTDOWN, reply);
        see(
                Rule.ANSWERS_SHUTDOWN,
                !early && last.report().isPresent(),
                early ? "it answered before" : "it answered without a report");
    }

    private void cleanUp(ChildProcess process) throws Stopped {
        answer(Rule.ENDS, manager.ask(new Command.Cleanup()));
        boolean stopped = watching.until(() -> manager.hasBeaconed(WorkerState.STOPPED), A_WHILE);
        watching.until(() -> process.exit().isDone(), SOON);
        String exit = process.exit().isDone() ? "exit code " + process.exit().join() : "no end";
        see(Rule.ENDS, stopped && exit.equals("exit code 0"), (stopped ? "" : "no beacon STOPPED, ") + exit);
        see(Rule.BEACONS_IN_TIME, lateBeacons().isEmpty(), String.join(", ", lateBeacons()));
        List<String> nonsense = new ArrayList<>(taker.nonsense());
        nonsense.addAll(feeder.nonsense());
        if (manager.malformedFrames() > 0) {
            nonsense.add(manager.malformedFrames() + " frames on the bus that cannot be read");
        }
        see(Rule.IS_WELL_FORMED, nonsense.isEmpty(), String.join(", ", nonsense));
    }

    private List<String> lateBeacons() {
        List<String> late = new ArrayList<>();
        List<ScriptedManager.Heard> beacons = manager.beacons();
        for (int i = 1; i < beacons.size(); i++) {
            Duration pause =
                    Duration.ofNanos(beacons.get(i).nanos() - beacons.get(i - 1).nanos());
            if (pause.compareTo(ScriptedManager.BEACON_INTERVAL.multipliedBy(3)) > 0) {
                late.add("nothing for " + pause.toMillis() + " ms");
            }
        }
        return late;
    }

    private Reply answer(Rule rule, CompletableFuture<Reply> reply) throws Stopped {
        must(rule, watching.until(reply::isDone, SOON), "it did not answer within " + SOON.toSeconds() + " s");
        Reply answer = reply.join();
        must(rule, answer.error().isEmpty(), "it answered: " + answer.error().orElse(""));
        return answer;
    }

    private void must(Rule rule, boolean kept, String story) throws Stopped {
        see(rule, kept, story);
        if (!kept) {
            throw new Stopped(rule);
        }
    }

    /** What failed once stays so. */
    private void see(Rule rule, boolean kept, String story) {
        Finding before = findings.get(rule);
        if (before == null || before.passed()) {
            findings.put(rule, new Finding(rule, kept, kept ? "" : story));
        }
    }
}
