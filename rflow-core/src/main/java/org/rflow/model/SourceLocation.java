package org.rflow.model;

import static java.util.Objects.requireNonNull;

/** A place in a text file; line and column count from 1, 0 means unknown. */
public record SourceLocation(String file, int line, int column) {
    public SourceLocation {
        requireNonNull(file, "file");
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
