package org.rflow.bus;

import java.util.List;
import org.rflow.model.Counts;

/** What one peer says to the manager. */
interface ManagerSide {
    void onRegister(Registration registration);

    void onBeacon(long number, Beacon beacon);

    void onReply(long id, Reply reply);

    void onMetrics(List<Counts> counts);

    void onDeadLetters(List<LetterCount> letters);

    void onLog(LogEvent event);

    void onRequest(long id, ClientRequest request);

    void onSubscribe();
}
