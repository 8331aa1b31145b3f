package org.rflow.model;

import java.util.Locale;

/** What the manager does when a worker's host ends without having been asked to. */
public enum RestartPolicy {
    NEVER,
    ON_FAILURE,
    ALWAYS;

    /** The text users write: {@code never}, {@code on_failure}, {@code always}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RestartPolicy parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
