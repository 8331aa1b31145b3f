package org.rflow.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rflow.model.Locations;
import org.rflow.model.Problem;
import org.rflow.model.Problems;
import org.rflow.model.SourceLocation;

/** What reading finds on its way: problems, warnings, and where everything stands. Not thread safe. */
final class Reading {
    private static final String CONNECTIONS = "/connections/";

    private final String file;
    private final Set<String> told = new HashSet<>();
    private final Map<String, SourceLocation> places = new HashMap<>();
    private final Problems problems;
    private final List<Problem> warnings = new ArrayList<>();
    private int nextPlace;

    Reading(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    SourceLocation place(int line, int column) {
        return new SourceLocation(file, line, column);
    }

    /** A problem with a part of the flow; told once, though an unfolded part has it several times. */
    void problem(String path, String what, String cure) {
        SourceLocation place = locate(path);
        if (!told.add(place + ": " + what)) {
            return;
        }
        if (path.startsWith(CONNECTIONS)) {
            // the indexes of connections change when those without two ends fall out
            problems.add(pathOf(place), what, cure);
        } else {
            problems.add(path, what, cure);
        }
    }

    /** A problem with a part that has no path of its own, such as a key's second place. */
    void problem(SourceLocation place, String what, String cure) {
        problem(pathOf(place), what, cure);
    }

    private String pathOf(SourceLocation place) {
        String path = "/~place/" + nextPlace++;
        places.put(path, place);
        return path;
    }

    private SourceLocation locate(String path) {
        for (String part = path; !part.isEmpty(); part = part.substring(0, part.lastIndexOf('/'))) {
            SourceLocation place = places.get(part);
            if (place != null) {
                return place;
            }
        }
        return places.getOrDefault("", place(0, 0));
    }

    /** Takes the places of the connections anew, after some fell out. */
    void relocateConnections(List<RawNode> kept) {
        places.keySet().removeIf(path -> path.startsWith(CONNECTIONS));
        for (int i = 0; i < kept.size(); i++) {
            locate(CONNECTIONS + i, kept.get(i).place(), kept.get(i));
        }
    }

    void warning(String path, String what, String cure) {
        warnings.add(new Problem(path, what, cure));
    }

    List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    /** Takes the places of all parts below a node: an entry's is where its key stands. */
    void locate(String path, SourceLocation place, RawNode node) {
        places.put(path, place);
        if (node instanceof RawNode.Entries map) {
            map.entries().forEach((key, entry) -> locate(path + Locations.path(key), entry.keyPlace(), entry.value()));
        } else if (node instanceof RawNode.Items list) {
            for (int i = 0; i < list.items().size(); i++) {
                RawNode item = list.items().get(i);
                locate(path + "/" + i, item.place(), item);
            }
        }
    }

    Locations locations() {
        return new Locations(file, places);
    }
}
