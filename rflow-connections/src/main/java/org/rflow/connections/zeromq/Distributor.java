package org.rflow.connections.zeromq;

import java.util.UUID;
import org.rflow.loop.Watch;

/** The sending sockets of the open form: where a sender or a broker puts a message. Used only by the loop thread. */
interface Distributor extends AutoCloseable {
    /** How many peers get each message. */
    int copies();

    /** Takes the frames of a message, all of them or none. */
    boolean offer(byte[][] frames);

    /** Lets the sockets notice that a peer made room; false if certainly none did. */
    boolean mayHaveRoom();

    /** Where it is bound; empty when it connects. */
    String address();

    void connect(UUID receiver, String address);

    /** The receiver is not expected any more. */
    void disconnect(UUID receiver);

    /** Whether no receiver of the plan is missing. */
    boolean isComplete();

    /** Who keeps it from being ready, by name; empty when it is ready. */
    String waitingFor();

    /** Does what the sockets ask for beside messages; returns how much that was. */
    int work();

    /** What would change {@link #waitingFor}, and what would make room when that is {@code wanted}. */
    void watch(Watch watch, boolean wanted);

    /** Whether room comes without a socket saying so: ask again after a while. */
    boolean hidesRoom();

    @Override
    void close();
}
