package org.rflow.bus;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.rflow.zmq.ZmqSocket;

/**
 * The agents that want events, each with a bounded queue of its own: a slow one loses the oldest and disturbs nobody. A
 * subscription is a lease, because a ROUTER does not tell when a peer goes away. Used only by the bus thread.
 */
final class Subscribers {
    static final int QUEUE = 1000;
    static final int MAX = 100;
    static final Duration LEASE = Duration.ofSeconds(30);

    private final ZmqSocket socket;
    private final LongSupplier nanoTime;
    private final Map<Route, Subscriber> subscribers = new HashMap<>();

    Subscribers(ZmqSocket socket, LongSupplier nanoTime) {
        this.socket = socket;
        this.nanoTime = nanoTime;
    }

    void subscribe(Route route) {
        if (subscribers.size() < MAX || subscribers.containsKey(route)) {
            subscribers.computeIfAbsent(route, Subscriber::new).until = nanoTime.getAsLong() + LEASE.toNanos();
        }
    }

    void publish(Event event) {
        subscribers.values().forEach(subscriber -> subscriber.add(event));
    }

    /** Sends what can be sent now; false when some of it must wait. */
    boolean flush() {
        long now = nanoTime.getAsLong();
        subscribers.values().removeIf(subscriber -> now - subscriber.until > 0 || !subscriber.flush());
        return subscribers.values().stream().allMatch(subscriber -> subscriber.events.isEmpty());
    }

    int count() {
        return subscribers.size();
    }

    /** One agent. */
    private final class Subscriber {
        private final Route route;
        private final Queue<Event> events = new ArrayDeque<>();
        private long dropped;
        private long until;

        Subscriber(Route route) {
            this.route = route;
        }

        void add(Event event) {
            if (events.size() == QUEUE) {
                events.remove();
                dropped++;
            }
            events.add(event);
        }

        /** False when the agent is gone. */
        boolean flush() {
            for (Event event = events.peek(); event != null; event = events.peek()) {
                if (!socket.send(route.address(PeerProxy.event(dropped, event)))) {
                    return !socket.isUnreachable();
                }
                events.remove();
            }
            return true;
        }
    }
}
