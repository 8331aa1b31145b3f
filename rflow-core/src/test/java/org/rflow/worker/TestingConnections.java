package org.rflow.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rflow.connection.Broker;
import org.rflow.connection.ConnectionType;
import org.rflow.connection.EndSpec;
import org.rflow.connection.Inlet;
import org.rflow.connection.ReceivedMark;
import org.rflow.connection.Receiver;
import org.rflow.connection.Sender;
import org.rflow.connection.SentMark;
import org.rflow.connection.Undecodable;
import org.rflow.message.Message;
import org.rflow.model.Counts;
import org.rflow.model.PortDirection;
import org.rflow.model.Wire;

/** Connections to nowhere: senders keep what they get, receivers give what the test puts in. */
final class TestingConnections implements ConnectionType {
    volatile boolean full;
    volatile boolean ready = true;
    volatile boolean inputEnded = true;
    volatile boolean outputConfirmed = true;
    volatile boolean ended;
    volatile boolean safe = true;
    volatile long acknowledged;
    volatile boolean askedForSafety;
    volatile boolean passedOn;
    volatile @Nullable Inlet inlet;

    private long received;
    private final List<Message> sent = new ArrayList<>();

    synchronized List<Long> sentNumbers() {
        return sent.stream().map(Message::number).toList();
    }

    synchronized List<Message> sent() {
        return List.copyOf(sent);
    }

    private synchronized void keep(Message message) {
        sent.add(message);
    }

    @Override
    public boolean serves(Wire wire) {
        return wire == Wire.LINK;
    }

    @Override
    public Broker broker(EndSpec spec) {
        throw new UnsupportedOperationException("no brokers here");
    }

    @Override
    public Sender sender(EndSpec spec) {
        return new KeepingSender(spec.attachment().connection().uuid());
    }

    @Override
    public Receiver receiver(EndSpec spec, Inlet newInlet) {
        inlet = new Inlet() {
            @Override
            public boolean isOpen() {
                return newInlet.isOpen();
            }

            @Override
            public void receive(Message message) {
                received++;
                newInlet.receive(message);
            }

            @Override
            public void undecodable(Undecodable what) {
                newInlet.undecodable(what);
            }
        };
        return new SilentReceiver(spec.attachment().connection().uuid());
    }

    private final class KeepingSender implements Sender {
        private final UUID connection;

        KeepingSender(UUID connection) {
            this.connection = connection;
        }

        @Override
        public void send(Message message) {
            keep(message);
        }

        @Override
        public void askForSafety() {
            passedOn = true;
        }

        @Override
        public boolean isFull() {
            return full;
        }

        @Override
        public void connect(UUID receiver, String address) {
            // nowhere to go
        }

        @Override
        public void disconnect(UUID receiver) {
            // nobody to leave
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public String waitingFor() {
            return "nobody";
        }

        @Override
        public SentMark mark() {
            return () -> safe;
        }

        @Override
        public void end() {
            ended = true;
        }

        @Override
        public boolean isEnded() {
            return ended && outputConfirmed;
        }

        @Override
        public Counts counts() {
            return new Counts(connection, PortDirection.OUTPUT, sentNumbers().size(), 0, 0, 0, 0, 0, 0);
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    private final class SilentReceiver implements Receiver {
        private final UUID connection;

        SilentReceiver(UUID connection) {
            this.connection = connection;
        }

        @Override
        public boolean takeSafetyRequest() {
            boolean asked = askedForSafety;
            askedForSafety = false;
            return asked;
        }

        @Override
        public String address() {
            return "test://in";
        }

        @Override
        public ReceivedMark mark() {
            long marked = received;
            return () -> acknowledged = marked;
        }

        @Override
        public void forget(UUID sender) {
            // knows none
        }

        @Override
        public boolean isEnded() {
            return inputEnded;
        }

        @Override
        public String waitingFor() {
            return "source-1";
        }

        @Override
        public Counts counts() {
            return new Counts(connection, PortDirection.INPUT, 0, 0, 0, 0, 0, 0, 0);
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
