package org.rflow.cli.bench;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What is compared: the first contender is what the others are divided by. The key is what a user chooses it by. */
record Case(String key, String name, Unit unit, List<Contender> contenders) {
    Case {
        requireNonNull(key, "key");
        requireNonNull(name, "name");
        requireNonNull(unit, "unit");
        contenders = List.copyOf(contenders);
    }

    static Case of(String key, String name, Unit unit, Contender... contenders) {
        return new Case(key, name, unit, List.of(contenders));
    }
}
