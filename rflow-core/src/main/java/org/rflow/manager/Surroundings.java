package org.rflow.manager;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.function.Function;
import org.rflow.process.ChildCommand;
import org.rflow.process.Launcher;

/** All that a manager touches outside itself. {@code commands} says how each host is started. */
record Surroundings(
        ManagerBus bus,
        InstantSource clock,
        Launcher launcher,
        Function<Host, ChildCommand> commands,
        EndpointStore endpoints,
        OwnLog log) {
    Surroundings {
        requireNonNull(bus, "bus");
        requireNonNull(clock, "clock");
        requireNonNull(launcher, "launcher");
        requireNonNull(commands, "commands");
        requireNonNull(endpoints, "endpoints");
        requireNonNull(log, "log");
    }
}
