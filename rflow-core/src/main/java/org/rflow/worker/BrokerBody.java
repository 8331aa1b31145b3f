package org.rflow.worker;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.rflow.connection.Broker;
import org.rflow.model.Connection;
import org.rflow.model.Counts;
import org.rflow.model.Endpoint;
import org.rflow.model.WorkerRef;

/** A broker process: one broker, always running, no sources. */
final class BrokerBody implements Body {
    private final Connection connection;
    private final WorkerRef self;
    private final Broker broker;

    BrokerBody(Connection connection, WorkerRef self, Broker broker) {
        this.connection = connection;
        this.self = self;
        this.broker = broker;
    }

    @Override
    public List<Endpoint> endpoints() {
        return Stream.of(broker.input(), broker.output())
                .filter(end -> end.responsibility().equals("bind"))
                .map(end -> new Endpoint(connection.uuid(), self.uuid(), end.socketType(), end.address()))
                .toList();
    }

    @Override
    public void connect(Endpoint receiver) {
        broker.connect(receiver.owner(), receiver.address());
    }

    @Override
    public void disconnect(UUID connectionUuid, UUID peer) {
        broker.disconnect(peer);
    }

    @Override
    public boolean isReady() {
        return broker.isReady();
    }

    @Override
    public String waitingForReady() {
        return broker.waitingFor();
    }

    @Override
    public void run() {
        // it has been passing on messages since its receivers were there
    }

    @Override
    public void pause(boolean paused) {
        throw new UnsupportedOperationException("a broker is not paused: pause its senders");
    }

    @Override
    public void stopSources() {
        // what it gets comes from inside the flow
    }

    @Override
    public boolean isSourcesDone() {
        return true;
    }

    @Override
    public long pending() {
        return 0;
    }

    @Override
    public List<Counts> counts() {
        return List.of(broker.taken(), broker.given());
    }

    @Override
    public boolean shutDownFurther() {
        return true;
    }

    @Override
    public String waitingForShutdown() {
        return "";
    }

    @Override
    public String inside() {
        return "";
    }

    @Override
    public void cleanup() {
        broker.close();
    }
}
