package org.rflow.bus;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.rflow.model.Counts;
import org.rflow.zmq.Secret;
import org.rflow.zmq.ZmqContext;

/** A manager that notes what it hears, and answers clients as it is told to. */
final class TestingManager implements BusListener, AutoCloseable {
    final Secret secret;
    final Queue<Registration> registrations = new ConcurrentLinkedQueue<>();
    final Queue<Beacon> beacons = new ConcurrentLinkedQueue<>();
    final Queue<List<Counts>> metrics = new ConcurrentLinkedQueue<>();
    final Queue<LogEvent> log = new ConcurrentLinkedQueue<>();
    final Queue<ClientRequest> requests = new ConcurrentLinkedQueue<>();
    volatile Function<ClientRequest, ClientReply> answers = request -> ClientReply.text(request.toString());
    final ZmqContext context;
    final BusServer server;
    private final Thread thread;

    TestingManager() {
        this(Secret.random());
    }

    TestingManager(Secret secret) {
        this.secret = secret;
        context = new ZmqContext("manager", secret);
        server = new BusServer(context, 7);
        thread = new Thread(() -> server.run(this), "manager");
        thread.start();
    }

    Queue<Reply> send(UUID worker, Command command, Duration deadline) {
        Queue<Reply> replies = new ConcurrentLinkedQueue<>();
        server.execute(() -> server.send(worker, command, deadline, replies::add));
        return replies;
    }

    Reply ask(UUID worker, Command command) {
        Queue<Reply> replies = send(worker, command, Duration.ofSeconds(10));
        await().until(() -> !replies.isEmpty());
        return replies.remove();
    }

    void awaitRegistered(UUID worker) {
        await().until(() -> registrations.stream()
                .anyMatch(registration -> registration.instance().equals(worker)));
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    @Override
    public void onRegister(Registration registration) {
        registrations.add(registration);
    }

    @Override
    public void onBeacon(UUID worker, Beacon beacon) {
        beacons.add(beacon);
    }

    @Override
    public void onMetrics(UUID worker, List<Counts> counts) {
        metrics.add(counts);
    }

    @Override
    public void onLog(UUID worker, LogEvent event) {
        log.add(event);
    }

    @Override
    public void onRequest(ClientRequest request, Answer answer) {
        requests.add(request);
        answer.reply(answers.apply(request));
    }

    @Override
    public void close() {
        server.stop();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
        context.close();
    }
}
