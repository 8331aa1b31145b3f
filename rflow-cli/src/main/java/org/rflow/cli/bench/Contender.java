package org.rflow.cli.bench;

import static java.util.Objects.requireNonNull;

/** One of those that are compared, with what it should reach against the first of them. */
record Contender(String name, String aim, Trial trial) {
    Contender {
        requireNonNull(name, "name");
        requireNonNull(aim, "aim");
        requireNonNull(trial, "trial");
    }

    static Contender of(String name, Trial trial) {
        return new Contender(name, "", trial);
    }
}
