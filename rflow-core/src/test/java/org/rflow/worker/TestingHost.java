package org.rflow.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.rflow.bus.Command;
import org.rflow.bus.CommandHandler.Answer;
import org.rflow.bus.LetterCount;
import org.rflow.bus.Reply;
import org.rflow.component.Component;
import org.rflow.component.Secrets;
import org.rflow.connection.ConnectionType;
import org.rflow.model.Counts;
import org.rflow.model.Wire;
import org.rflow.model.WorkerPlan;
import org.rflow.zmq.Secret;
import org.rflow.zmq.ZmqContext;

/** A host without a process and without a bus: it remembers what its worker told it. */
final class TestingHost implements Host, AutoCloseable {
    private final Path directory;
    private final ZmqContext zmq = new ZmqContext("test", Secret.random());
    private final Map<String, Supplier<Component>> types = new ConcurrentHashMap<>();
    private final TestingConnections connections = new TestingConnections();
    private final List<String> ended = new ArrayList<>();
    private final Secrets secrets = new Secrets(Map.of("TESTING_SECRET", "s3cr3t-of-tests"));
    private int beacons;
    private List<LetterCount> deadLetters = List.of();

    TestingHost(Path directory) {
        this.directory = directory;
    }

    void type(String name, Supplier<Component> maker) {
        types.put(name, maker);
    }

    TestingConnections connections() {
        return connections;
    }

    synchronized List<String> ended() {
        return List.copyOf(ended);
    }

    synchronized int beacons() {
        return beacons;
    }

    @Override
    public ZmqContext zmq() {
        return zmq;
    }

    @Override
    public Executor pool() {
        return work -> new Thread(work, "blocking").start();
    }

    @Override
    public Secrets secrets() {
        return secrets;
    }

    @Override
    public Path runDirectory() {
        return directory;
    }

    @Override
    public Path applicationDirectory() {
        return directory;
    }

    @Override
    public Duration beaconInterval() {
        return Duration.ofMillis(50);
    }

    @Override
    public void configured(WorkerPlan plan) {
        // nothing of the process depends on it here
    }

    @Override
    public ConnectionType connectionType(Wire wire) {
        return connections;
    }

    @Override
    public Component component(String type, WorkerPlan plan) {
        return types.getOrDefault(type, () -> {
                    throw new IllegalArgumentException("no type " + type);
                })
                .get();
    }

    @Override
    public void onProcessCommand(Command command, Answer answer) {
        answer.reply(Reply.text(command.toString()));
    }

    @Override
    public synchronized void beaconNow(UUID worker) {
        beacons++;
    }

    @Override
    public void metrics(UUID worker, List<Counts> counts) {
        // asked for by report in these tests
    }

    @Override
    public synchronized void deadLetters(UUID worker, List<LetterCount> waiting) {
        deadLetters = waiting;
    }

    synchronized List<LetterCount> deadLetters() {
        return deadLetters;
    }

    @Override
    public synchronized void ended(UUID worker, boolean clean) {
        ended.add(clean ? "clean" : "failed");
    }

    @Override
    public void close() {
        zmq.close();
    }
}
