package org.rflow.cli.bench;

import java.util.Locale;

/** What a figure counts, and how people read it. */
public enum Unit {
    MESSAGES_PER_SECOND,
    MICROSECONDS,
    MILLISECONDS,
    NANOSECONDS,
    COUNT,
    PART;

    public String text(double value) {
        return switch (this) {
            case MESSAGES_PER_SECOND -> rate(value);
            case MICROSECONDS -> digits(value) + " µs";
            case MILLISECONDS -> digits(value) + " ms";
            case NANOSECONDS -> digits(value) + " ns";
            case COUNT -> String.format(Locale.ROOT, "%.0f", value);
            case PART -> String.format(Locale.ROOT, "%.2f", value);
        };
    }

    private static String rate(double value) {
        if (value >= 1e6) {
            return digits(value / 1e6) + " M/s";
        }
        return value >= 1e3 ? digits(value / 1e3) + " k/s" : digits(value) + " /s";
    }

    /** Three digits that mean something. */
    private static String digits(double value) {
        int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
