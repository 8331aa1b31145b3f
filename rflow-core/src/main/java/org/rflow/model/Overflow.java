package org.rflow.model;

import java.util.Arrays;

/** What a sender does when its receivers do not keep up. */
public enum Overflow {
    /** Nothing more is taken in until there is room: nothing is lost. */
    BLOCK("block"),
    /** What has waited longest makes room for what comes. */
    DROP_OLDEST("drop_oldest"),
    /** What comes is dropped until there is room. */
    DROP_NEWEST("drop_newest");

    /** Its name among {@link Connection#options}. */
    public static final String OPTION = "overflow";

    private final String text;

    Overflow(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public boolean isDropping() {
        return this != BLOCK;
    }

    /** An {@link IllegalArgumentException} says what there is. */
    public static Overflow parse(String text) {
        return Arrays.stream(values())
                .filter(each -> each.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' is no overflow; write block, drop_oldest or drop_newest"));
    }

    /** What the connection says; a text that is none of them, which the planner complains about, is block. */
    public static Overflow of(Connection connection) {
        return Arrays.stream(values())
                .filter(each -> each.text.equals(connection.options().get(OPTION)))
                .findFirst()
                .orElse(BLOCK);
    }
}
