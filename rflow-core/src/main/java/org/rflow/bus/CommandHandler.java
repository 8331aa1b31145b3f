package org.rflow.bus;

/** The worker's side of commands. Called by the bus thread of the worker's process. */
public interface CommandHandler {
    /** Carries out the command; the answer may come later and from any thread, exactly once. */
    void onCommand(Command command, Answer answer);

    /** Asked by the bus thread for each beacon. */
    Beacon beacon();

    /** The manager has not been heard for the grace period. */
    void onOrphaned();

    /** Takes a command's reply. */
    @FunctionalInterface
    interface Answer {
        void reply(Reply reply);
    }
}
