package org.rflow.model;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An option as a component declares it, and the judge of its texts before anything starts: {@code kind} is text, integer, decimal, bool, duration, size, path, list or
 * choice.
 */
public record OptionType(
        String name, String kind, boolean required, Optional<String> defaultText, List<String> choices, String help) {
    public OptionType {
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        requireNonNull(defaultText, "defaultText");
        choices = List.copyOf(choices);
        requireNonNull(help, "help");
    }

    /** What is wrong with a text for this option, and what would be right; empty when nothing is. */
    public Optional<String> problem(String text) {
        try {
            read(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Object read(String text) {
        return switch (kind) {
            case "integer" -> OptionValues.integer(text);
            case "decimal" -> OptionValues.decimal(text);
            case "bool" -> OptionValues.bool(text);
            case "duration" -> OptionValues.duration(text);
            case "size" -> OptionValues.size(text);
            case "path" -> Path.of(text);
            case "list" -> OptionText.split(text);
            case "choice" -> OptionValues.choice(choices, text);
            default -> text;
        };
    }
}
