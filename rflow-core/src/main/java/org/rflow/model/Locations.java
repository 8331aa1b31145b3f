package org.rflow.model;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.Map;

/** Where each part of a flow was written: a side table from JSON pointer to place, so the flow itself stays free of it. */
public record Locations(String file, Map<String, SourceLocation> places) {
    public Locations {
        requireNonNull(file, "file");
        places = Map.copyOf(places);
    }

    /** For flows that came from no file. */
    public static Locations none(String name) {
        return new Locations(name, Map.of());
    }

    /** The JSON pointer (RFC 6901) of a part: {@code path("shards", "parsing")} is {@code /shards/parsing}. */
    public static String path(String... parts) {
        StringBuilder path = new StringBuilder();
        for (String part : parts) {
            path.append('/').append(part.replace("~", "~0").replace("/", "~1"));
        }
        return path.toString();
    }

    /** The place of the path, else of its nearest known parent, else the file. */
    public SourceLocation locate(String path) {
        String candidate = path;
        while (!candidate.isEmpty()) {
            SourceLocation place = places.get(candidate);
            if (place != null) {
                return place;
            }
            candidate = candidate.substring(0, candidate.lastIndexOf('/'));
        }
        return places.getOrDefault("", new SourceLocation(file, 0, 0));
    }

    /** The line users see: {@code file:line:column: what; cure}. */
    public String describe(Problem problem) {
        return locate(problem.path()) + ": " + problem.text();
    }

    /** Problems as they stand in the file, top to bottom. */
    Comparator<Problem> order() {
        Comparator<SourceLocation> byPlace =
                Comparator.comparingInt(SourceLocation::line).thenComparingInt(SourceLocation::column);
        return Comparator.comparing(problem -> locate(problem.path()), byPlace);
    }
}
