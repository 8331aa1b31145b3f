package org.rflow.logging;

import org.apache.logging.log4j.core.LogEvent;

/** The context of an event: what its thread has pushed, outermost first, or the name of the process. */
record ContextText(String name, int padding) {

    String of(LogEvent event) {
        var stack = event.getContextStack();
        return stack == null || stack.getDepth() == 0 ? name : String.join(" ", stack.asList());
    }

    /** Left-aligned in the width of the longest name. */
    String padded(LogEvent event) {
        return padded(of(event), padding);
    }

    static String padded(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}
