package org.rflow.bus;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rflow.model.Counts;

/** What the manager hears on the bus. Called only by the bus thread, which is the manager's one thread. */
public interface BusListener {
    /** A worker or external component has registered, for the first time or anew; clients and agents come and go unseen. */
    void onRegister(Registration registration);

    /** Who the peer is: the instance that it says, or the one that it may be if it only knows the name of its component. */
    default UUID identify(Registration registration) {
        return registration.instance();
    }

    /** What is told to each peer that registers. */
    default BusTiming timing() {
        return BusTiming.USUAL;
    }

    /** Why the peer may not take part, if it may not; asked before {@link #onRegister}. */
    default Optional<String> refusal(Registration registration) {
        return Optional.empty();
    }

    void onBeacon(UUID worker, Beacon beacon);

    void onMetrics(UUID worker, List<Counts> counts);

    /** The dead letters of the worker that wait now. */
    default void onDeadLetters(UUID worker, List<LetterCount> letters) {}

    void onLog(UUID worker, LogEvent event);

    /** A client asks; the answer may come later and from the manager's thread only. */
    void onRequest(ClientRequest request, Answer answer);

    /** Takes the answer to a client's request. */
    @FunctionalInterface
    interface Answer {
        void reply(ClientReply reply);
    }
}
