package org.rflow.bus;

/** What the manager says to one peer. A peer takes what its role gets and lets the rest go by. */
interface PeerSide {
    void onRegistered(Admission admission);

    default void onRegisterAgain() {}

    default void onHeard(long number) {}

    default void onCommand(CommandHeader header, Command command) {}

    default void onClientReply(long id, ClientReply reply) {}

    default void onEvent(long dropped, Event event) {}
}
