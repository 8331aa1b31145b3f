package org.rflow.model;

import static java.util.Objects.requireNonNull;

/**
 * Something a user must mend: the place as a JSON pointer into the flow file ({@code /shards/parsing/components/parse/type},
 * {@code /connections/3/from}; empty for the whole), what is wrong, and what would be right.
 */
public record Problem(String path, String what, String cure) {
    public Problem {
        requireNonNull(path, "path");
        requireNonNull(what, "what");
        requireNonNull(cure, "cure");
    }

    /** One line: {@code what; cure}. */
    public String text() {
        return cure.isEmpty() ? what : what + "; " + cure;
    }
}
