package org.rflow.bus;

import java.util.Optional;

/** What the manager says to one peer. A peer takes what its role gets and lets the rest go by. */
interface PeerSide {
    void onRegistered(Optional<String> error);

    default void onRegisterAgain() {}

    default void onHeard(long number) {}

    default void onCommand(CommandHeader header, Command command) {}

    default void onClientReply(long id, ClientReply reply) {}

    default void onEvent(long dropped, Event event) {}
}
