package org.rflow.bus;

/** A worker or external component that has registered, and where its frames go. Used only by the bus thread. */
final class Peer {
    private final Route route;
    private final Registration registration;
    private int incarnation;
    private boolean configured;

    Peer(Route route, Registration registration) {
        this.route = route;
        this.registration = registration;
    }

    Route route() {
        return route;
    }

    Registration registration() {
        return registration;
    }

    /** Which incarnation the command is for: what the last Configure said, else what the worker itself says. */
    int incarnationFor(Command command) {
        if (command instanceof Command.Configure configure) {
            incarnation = configure.incarnation();
            configured = true;
        }
        return incarnation;
    }

    void onBeacon(Beacon beacon) {
        if (!configured) {
            incarnation = beacon.incarnation();
        }
    }
}
