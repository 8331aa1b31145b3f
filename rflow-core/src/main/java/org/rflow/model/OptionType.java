package org.rflow.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** An option as a component declares it: {@code kind} is text, integer, decimal, bool, duration, size, path, list or choice. */
public record OptionType(
        String name, String kind, boolean required, Optional<String> defaultText, List<String> choices, String help) {
    public OptionType {
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        requireNonNull(defaultText, "defaultText");
        choices = List.copyOf(choices);
        requireNonNull(help, "help");
    }
}
