package org.rflow.cli.bench;

import java.util.Locale;

/** What a figure counts, and how people read it. */
public enum Unit {
    MESSAGES_PER_SECOND,
    ROWS_PER_SECOND,
    MICROSECONDS,
    MILLISECONDS,
    NANOSECONDS,
    MEGABYTES,
    CPU_SECONDS_PER_MILLION,
    PART,
    PER_THOUSAND;

    public String text(double value) {
        return switch (this) {
            case MESSAGES_PER_SECOND, ROWS_PER_SECOND -> rate(value);
            case MICROSECONDS -> digits(value) + " µs";
            case MILLISECONDS -> digits(value) + " ms";
            case NANOSECONDS -> digits(value) + " ns";
            case MEGABYTES -> digits(value) + " MB";
            case CPU_SECONDS_PER_MILLION -> String.format(Locale.ROOT, "%.3f s/M", value);
            case PER_THOUSAND -> String.format(Locale.ROOT, "%.1f of 1000", value);
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
