package org.rflow.model;

import java.util.Locale;

/** Who gets a message: one worker of the receiving shard, every one, or the one that owns the message's key. */
public enum Delivery {
    ROUND_ROBIN,
    BROADCAST,
    KEYED;

    /** The text users write: {@code round-robin}, {@code broadcast}, {@code keyed}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Delivery parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
