package org.rflow.bus;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.rflow.model.Endpoint;

/** A worker's answer to one command: an error sentence, or what was asked for. */
public record Reply(Optional<String> error, List<Endpoint> endpoints, Optional<Report> report, String text) {
    public Reply {
        requireNonNull(error, "error");
        endpoints = List.copyOf(endpoints);
        requireNonNull(report, "report");
        requireNonNull(text, "text");
    }

    public static Reply ok() {
        return new Reply(Optional.empty(), List.of(), Optional.empty(), "");
    }

    public static Reply ok(List<Endpoint> endpoints) {
        return new Reply(Optional.empty(), endpoints, Optional.empty(), "");
    }

    public static Reply ok(Report report) {
        return new Reply(Optional.empty(), List.of(), Optional.of(report), "");
    }

    public static Reply text(String text) {
        return new Reply(Optional.empty(), List.of(), Optional.empty(), text);
    }

    public static Reply error(String sentence) {
        return new Reply(Optional.of(sentence), List.of(), Optional.empty(), "");
    }
}
