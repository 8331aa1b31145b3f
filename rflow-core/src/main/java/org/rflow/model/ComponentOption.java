package org.rflow.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a flow may say of any component beside its type's own options: keys of {@link ComponentSpec#options} that begin with
 * {@code rflow.}, in the flow file without it beside {@code options}.
 */
public enum ComponentOption {
    RETRIES("retries", "integer"),
    BACKOFF("backoff", "duration"),
    /** The words of the command that starts an external component. */
    EXEC("exec", "list"),
    /** The data types of an external component's ports, a list of {@code port=type}; a type is a name, or a schema that has one. */
    TYPES("types", "list");

    private static final String PREFIX = "rflow.";

    private final String name;
    private final String kind;

    ComponentOption(String name, String kind) {
        this.name = name;
        this.kind = kind;
    }

    /** As users write it. */
    public String text() {
        return name;
    }

    public String key() {
        return PREFIX + name;
    }

    /** The kind of its text, as in {@link OptionType}. */
    public String kind() {
        return kind;
    }

    public Optional<String> in(Map<String, String> options) {
        return Optional.ofNullable(options.get(key()));
    }

    public static Optional<ComponentOption> of(String key) {
        return Arrays.stream(values())
                .filter(option -> option.key().equals(key))
                .findFirst();
    }

    /** The options of the component's own type. */
    public static Map<String, String> without(Map<String, String> options) {
        Map<String, String> own = new LinkedHashMap<>(options);
        own.keySet().removeIf(key -> of(key).isPresent());
        return own;
    }
}
