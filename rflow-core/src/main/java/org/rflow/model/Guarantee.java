package org.rflow.model;

import java.util.Locale;

/** What a connection promises when a worker dies. */
public enum Guarantee {
    BEST_EFFORT,
    AT_LEAST_ONCE;

    /** The text users write: {@code best-effort}, {@code at-least-once}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Guarantee parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
