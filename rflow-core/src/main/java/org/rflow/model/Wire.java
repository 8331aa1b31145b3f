package org.rflow.model;

import java.util.Locale;

/** How the messages of a connection travel. */
public enum Wire {
    /** Not planned yet: the planner chooses between {@link #DIRECT} and {@link #LINK}. */
    AUTO,
    /** A method call inside one worker. */
    DIRECT,
    /** Credit links: DEALER to ROUTER, many records a frame. */
    LINK,
    /** ZeroMQ's own patterns with two-frame messages: brokers and programs in other languages. */
    OPEN;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Wire parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
