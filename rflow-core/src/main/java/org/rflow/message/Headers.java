package org.rflow.message;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a message carries beside its data. One object may be shared by many messages: a batch writes it once a run
 * while the same object repeats.
 */
public record Headers(List<ProcessingEvent> provenance, Map<String, String> properties) {
    public static final Headers NONE = new Headers(List.of(), Map.of());

    public Headers {
        provenance = List.copyOf(provenance);
        properties = properties.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /** The same provenance with other properties; keys and values that are not text are turned into it, null into "" (RF-163). */
    public Headers withProperties(Map<?, ?> others) {
        Map<String, String> texts = new LinkedHashMap<>();
        others.forEach((name, value) -> texts.put(Objects.toString(name, ""), Objects.toString(value, "")));
        return new Headers(provenance, texts);
    }

    public Headers withProperty(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(properties);
        changed.put(name, value);
        return new Headers(provenance, changed);
    }

    public Headers withEvent(ProcessingEvent event) {
        List<ProcessingEvent> longer = new ArrayList<>(provenance);
        longer.add(event);
        return new Headers(longer, properties);
    }
}
