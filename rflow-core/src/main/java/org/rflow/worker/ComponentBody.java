package org.rflow.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rflow.bus.Command;
import org.rflow.bus.CommandHandler.Answer;
import org.rflow.bus.LetterCount;
import org.rflow.component.DirectOutlet;
import org.rflow.connection.Receiver;
import org.rflow.connection.Sender;
import org.rflow.model.Connection;
import org.rflow.model.Counts;
import org.rflow.model.Endpoint;
import org.rflow.model.PortDirection;
import org.rflow.model.SocketEnd;
import org.rflow.model.WorkerRef;

/** The components of a worker and the connections between them and to the world. */
final class ComponentBody implements Body {
    private final WorkerRef self;
    private final Wiring wiring;
    private final CellsAgent agent;
    private final Checkpoints checkpoints;
    private final LetterDesk desk;
    private boolean sourcesStopped;

    ComponentBody(WorkerRef self, Wiring wiring, CellsAgent agent, Checkpoints checkpoints, LetterDesk desk) {
        this.self = self;
        this.wiring = wiring;
        this.agent = agent;
        this.checkpoints = checkpoints;
        this.desk = desk;
    }

    @Override
    public List<Endpoint> endpoints() {
        List<Endpoint> endpoints = new ArrayList<>();
        wiring.receivers()
                .forEach((connection, receiver) -> add(endpoints, connection, connection.input(), receiver.address()));
        wiring.senders()
                .forEach((connection, sender) -> add(endpoints, connection, connection.output(), sender.address()));
        return endpoints;
    }

    private void add(List<Endpoint> endpoints, Connection connection, SocketEnd end, String address) {
        if (!address.isEmpty()) {
            endpoints.add(new Endpoint(connection.uuid(), self.uuid(), end.socketType(), address));
        }
    }

    /** The peer bound: our end of the connection that did not bind goes there. */
    @Override
    public void connect(Endpoint peer) {
        Optional<Sender> sender = end(wiring.senders(), peer.connection())
                .filter(end -> end.address().isEmpty());
        Optional<Receiver> receiver = end(wiring.receivers(), peer.connection());
        if (sender.isPresent()) {
            sender.get().connect(peer.owner(), peer.address());
        } else {
            receiver.orElseThrow(() -> new IllegalArgumentException(
                            "worker " + self.name() + " has no end of connection " + peer.connection()))
                    .connect(peer.owner(), peer.address());
        }
    }

    private static <T> Optional<T> end(Map<Connection, T> ends, UUID connection) {
        return ends.entrySet().stream()
                .filter(end -> end.getKey().uuid().equals(connection))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    @Override
    public void disconnect(UUID connection, UUID peer) {
        wiring.senders().forEach((end, sender) -> {
            if (end.uuid().equals(connection)) {
                sender.disconnect(peer);
            }
        });
        wiring.receivers().forEach((end, receiver) -> {
            if (end.uuid().equals(connection)) {
                receiver.forget(peer);
            }
        });
    }

    @Override
    public boolean isReady() {
        return wiring.senders().values().stream().allMatch(Sender::isReady);
    }

    @Override
    public String waitingForReady() {
        return describe(wiring.senders().entrySet().stream()
                .filter(end -> !end.getValue().isReady())
                .map(end -> end.getKey().name() + " for " + end.getValue().waitingFor()));
    }

    private static String describe(Stream<String> waits) {
        return waits.collect(Collectors.joining("; "));
    }

    @Override
    public void run() throws Exception {
        for (Cell cell : wiring.cells()) {
            cell.runner().run();
        }
        agent.run();
    }

    @Override
    public void pause(boolean paused) {
        agent.pause(paused);
    }

    @Override
    public void stopSources() throws Exception {
        if (!sourcesStopped) {
            sourcesStopped = true;
            agent.stopSources();
        }
    }

    @Override
    public boolean isSourcesDone() {
        return wiring.cells().stream().allMatch(Cell::isSourceDone);
    }

    @Override
    public long pending() {
        return wiring.cells().stream()
                .mapToLong(cell -> cell.pending() + desk.toReplay(cell))
                .sum();
    }

    @Override
    public List<Counts> counts() {
        List<Counts> counts = new ArrayList<>();
        wiring.senders().values().forEach(sender -> counts.add(sender.counts()));
        wiring.receivers().forEach((connection, receiver) -> {
            Counts received = receiver.counts();
            counts.add(received.withSafety(received.acknowledged(), wiring.leftOut(connection))
                    .withUnfinished(retained(connection)));
        });
        wiring.direct().forEach((connection, outlet) -> {
            counts.add(direct(connection, PortDirection.OUTPUT, outlet));
            counts.add(direct(connection, PortDirection.INPUT, outlet).withUnfinished(retained(connection)));
        });
        return counts;
    }

    /** What components hold has come, and is not processed. */
    private long retained(Connection connection) {
        return wiring.cells().stream()
                .mapToLong(cell -> cell.runner().retainedOf(connection.name()))
                .sum();
    }

    private static Counts direct(Connection connection, PortDirection end, DirectOutlet outlet) {
        return new Counts(connection.uuid(), end, outlet.sent(), 0, 0, 0, 0, 0, 0);
    }

    @Override
    public boolean shutDownFurther() throws Exception {
        stopSources();
        for (Cell cell : wiring.cells()) {
            if (!cell.isShutDown() && cell.isDrained() && desk.toReplay(cell) == 0) {
                cell.shutDown();
            }
        }
        return wiring.cells().stream().allMatch(Cell::isEnded) && checkpoints.isSettled();
    }

    @Override
    public String waitingForShutdown() {
        List<String> waits = new ArrayList<>();
        for (Cell cell : wiring.cells()) {
            if (!cell.isShutDown() && cell.pending() > 0) {
                waits.add("component '" + cell.name() + "' has " + cell.pending() + " things to finish");
            }
        }
        wiring.receivers().forEach((connection, receiver) -> addWait(waits, connection, receiver));
        wiring.senders().forEach((connection, sender) -> {
            if (!sender.isEnded()) {
                waits.add(connection.name() + " is not confirmed by " + sender.waitingFor());
            }
        });
        if (waits.isEmpty() && !checkpoints.isSettled()) {
            waits.add("what was received is not safe yet");
        }
        return String.join("; ", waits);
    }

    private static void addWait(List<String> waits, Connection connection, Receiver receiver) {
        if (!connection.feedback() && !receiver.isEnded()) {
            waits.add(connection.name() + " has not ended from " + receiver.waitingFor());
        }
    }

    @Override
    public List<LetterCount> deadLetters() {
        return desk.waiting();
    }

    @Override
    public void onDeadLetters(Command.DeadLetters command, Answer answer) {
        desk.onCommand(command, answer);
    }

    @Override
    public String inside() {
        return wiring.cells().stream()
                .filter(cell -> cell.runner().isInside())
                .map(Cell::name)
                .findFirst()
                .orElse("");
    }

    @Override
    public void cleanup() throws Exception {
        Closing closing = new Closing();
        for (Cell cell : wiring.cells()) {
            closing.close(cell.context()::close);
            closing.close(cell.runner()::cleanup);
        }
        wiring.senders().values().forEach(closing::close);
        wiring.receivers().values().forEach(closing::close);
        closing.close(desk);
        closing.throwIfAny();
    }
}
