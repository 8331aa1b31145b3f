package org.rflow.model;

import static java.util.Objects.requireNonNull;

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
}
