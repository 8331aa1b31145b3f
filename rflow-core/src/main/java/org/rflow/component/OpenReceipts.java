package org.rflow.component;

import java.util.HashMap;
import java.util.Map;

/** How many receipts a component holds open, of what came by which connection. Used only by the worker's loop thread. */
final class OpenReceipts {
    private final Map<String, Integer> byConnection = new HashMap<>();
    private int all;

    void opened(Arrival arrival) {
        all++;
        byConnection.merge(arrival.connection(), 1, Integer::sum);
    }

    void released(Arrival arrival) {
        all--;
        byConnection.merge(arrival.connection(), -1, Integer::sum);
    }

    int all() {
        return all;
    }

    int of(String connection) {
        return byConnection.getOrDefault(connection, 0);
    }
}
