package org.rflow.cli;

import static java.util.Objects.requireNonNull;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chooses the lines of one worker. A line that does not begin as RFlow's own do belongs to the one before it: it is part of a
 * stack trace or of a text with several lines.
 */
final class LogFilter {
    private static final Pattern LINE = Pattern.compile("[A-Z]+ +\\[[^]]*] (.*?) +\\(\\d+ *\\) - .*");

    private final String worker;
    private boolean before;

    /** Empty for all. */
    LogFilter(String worker) {
        this.worker = requireNonNull(worker, "worker");
        this.before = worker.isEmpty();
    }

    boolean accepts(String line) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
            before = worker.isEmpty() || isOf(matcher.group(1));
        }
        return before;
    }

    // the context may be a stack of names, the worker's first
    private boolean isOf(String context) {
        return context.equals(worker) || context.startsWith(worker + " ");
    }
}
