package org.rflow.cli.chaos;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** A process of the flow, by the name of the worker in it. */
public record Victim(String name, ProcessHandle process) {
    public Victim {
        requireNonNull(name, "name");
        requireNonNull(process, "process");
    }

    /** Empty if there is no such process any more. */
    public static Optional<Victim> of(String name, long pid) {
        return pid <= 0
                ? Optional.empty()
                : ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(process -> new Victim(name, process));
    }
}
