package org.rflow.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rflow.model.PortRef;

/**
 * One case of a flow's test. Values are as YAML has them: text, {@code Long}, {@code Double}, {@code Boolean}, null, lists
 * and maps. {@code mocks} are the components to replace, with what each of their outputs sends; {@code failures} are parts of what
 * is said of the messages that end as dead letters, in order.
 */
public record FlowTestCase(
        String name,
        String place,
        Map<String, String> settings,
        Map<String, Map<String, List<@Nullable Object>>> mocks,
        Map<PortRef, List<@Nullable Object>> inputs,
        Duration advance,
        Map<PortRef, Expectation> expectations,
        List<String> failures) {
    /** How the messages of a port are compared with the values. */
    public enum Match {
        /** Exactly these, in this order. */
        EXACTLY,
        /** Exactly these, in whatever order. */
        IN_ANY_ORDER,
        /** At least these, in whatever order. */
        CONTAINS
    }

    /** What is to be seen at a port. */
    public record Expectation(Match match, List<@Nullable Object> values) {
        public Expectation {
            requireNonNull(match, "match");
            values = Collections.unmodifiableList(values);
        }
    }

    public FlowTestCase {
        requireNonNull(name, "name");
        requireNonNull(place, "place");
        settings = Map.copyOf(settings);
        mocks = Collections.unmodifiableMap(new LinkedHashMap<>(mocks));
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        requireNonNull(advance, "advance");
        expectations = Collections.unmodifiableMap(new LinkedHashMap<>(expectations));
        failures = List.copyOf(failures);
    }
}
