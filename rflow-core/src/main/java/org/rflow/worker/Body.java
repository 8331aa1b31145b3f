package org.rflow.worker;

import java.util.List;
import java.util.UUID;
import org.rflow.bus.Command;
import org.rflow.bus.CommandHandler.Answer;
import org.rflow.bus.LetterCount;
import org.rflow.bus.Reply;
import org.rflow.model.Counts;
import org.rflow.model.Endpoint;

/** What a worker is made of once configured: components with their connections, or a broker. Used only by the loop thread. */
interface Body {
    /** What was bound. */
    List<Endpoint> endpoints();

    void connect(Endpoint receiver);

    void disconnect(UUID connection, UUID peer);

    boolean isReady();

    /** For the error when {@link #isReady} does not come true in time. */
    String waitingForReady();

    void run() throws Exception;

    void pause(boolean paused);

    void stopSources() throws Exception;

    boolean isSourcesDone();

    long pending();

    List<Counts> counts();

    /** Goes on shutting down as far as can be; true when all is done. */
    boolean shutDownFurther() throws Exception;

    /** For the error when {@link #shutDownFurther} does not come to its end in time. */
    String waitingForShutdown();

    /** How many dead letters wait, for each component. */
    default List<LetterCount> deadLetters() {
        return List.of();
    }

    default void onDeadLetters(Command.DeadLetters command, Answer answer) {
        answer.reply(Reply.error("a broker has no dead letters"));
    }

    /** The component whose callback is running, or empty. Read by the bus thread. */
    String inside();

    /** Lets go of everything, also after a failure; never throws before all was tried. */
    void cleanup() throws Exception;
}
