package org.rflow.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rflow.model.SourceLocation;

/** A part of a flow file as it was written, with its place. Texts are kept letter by letter: {@code 010} stays {@code 010}. */
sealed interface RawNode {
    SourceLocation place();

    /** A text. {@code quoted} ones are text to YAML too; others may be read as number, truth value or nothing. */
    record Scalar(String text, boolean quoted, SourceLocation place) implements RawNode {
        boolean isNothing() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }
    }

    record Items(List<RawNode> items, SourceLocation place) implements RawNode {
        public Items {
            items = List.copyOf(items);
        }
    }

    record Entries(Map<String, Entry> entries, SourceLocation place) implements RawNode {
        public Entries {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** The same map with one entry more, or another value for it. */
        Entries with(String key, Entry entry) {
            Map<String, Entry> copy = new LinkedHashMap<>(entries);
            copy.put(key, entry);
            return new Entries(copy, place);
        }

        /** The value as a map; empty when it is missing or something else. */
        Entries map(String key) {
            Entry entry = entries.get(key);
            return entry != null && entry.value() instanceof Entries map ? map : new Entries(Map.of(), place);
        }

        /** The value as a list; empty when it is missing or something else. */
        List<RawNode> list(String key) {
            Entry entry = entries.get(key);
            return entry != null && entry.value() instanceof Items list ? list.items() : new ArrayList<>();
        }
    }

    /** A value with the place of its key. */
    record Entry(SourceLocation keyPlace, RawNode value) {}
}
