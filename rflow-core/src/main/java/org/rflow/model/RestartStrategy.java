package org.rflow.model;

import java.util.Locale;

/** Who begins anew when a process is restarted. */
public enum RestartStrategy {
    /** The process alone. */
    ONE,
    /** It, and every process that gets messages from it, directly or over others. */
    DOWNSTREAM,
    /** Every process of the flow. */
    ALL;

    /** The text users write: {@code one}, {@code downstream}, {@code all}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RestartStrategy parse(String text) {
        return valueOf(text.strip().toUpperCase(Locale.ROOT));
    }
}
