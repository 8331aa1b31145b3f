package org.rflow.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One end of a connection as users write it: {@code component#port} or {@code component#port[key]}. */
public record PortRef(String component, String port, Optional<String> key) {
    private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9_-]+)#([A-Za-z0-9_]+)(?:\\[([^\\]]*)])?");

    public PortRef {
        requireNonNull(component, "component");
        requireNonNull(port, "port");
        requireNonNull(key, "key");
    }

    /** Reads {@code component#port[key]}; an {@link IllegalArgumentException} says what is wrong and what would be right. */
    public static PortRef parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is not a port: write component#port or component#port[key], names of letters, digits, _ and -");
        }
        return new PortRef(matcher.group(1), matcher.group(2), Optional.ofNullable(matcher.group(3)));
    }

    @Override
    public String toString() {
        return component + "#" + port + key.map(k -> "[" + k + "]").orElse("");
    }
}
