package org.rflow.connection;

import java.util.UUID;
import org.rflow.model.Counts;
import org.rflow.model.SocketEnd;

/** The middle of a brokered connection: takes from all senders, gives to the receivers. Used only by the loop thread of its process. */
public interface Broker extends AutoCloseable {
    /** The bound socket that senders connect to. */
    SocketEnd input();

    /** The socket towards the receivers: bound, or connected to those that bind. */
    SocketEnd output();

    /** Starts towards a receiver that bound an address. */
    void connect(UUID receiver, String address);

    /** Gives nothing more to a receiver, until it is connected again; what it holds waits when there is no other. */
    void disconnect(UUID receiver);

    boolean isReady();

    String waitingFor();

    /** Messages taken, as a receiver's counts. */
    Counts taken();

    /** Messages given, as a sender's counts. */
    Counts given();

    @Override
    void close();
}
