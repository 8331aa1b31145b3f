package org.rflow.component;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.rflow.message.Lineage;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/** A message that a component has given up on: how it came, what was wrong with it the last time, how often it was tried, and who it is. */
public record FailedMessage(
        String component,
        Arrival arrival,
        Message message,
        Exception cause,
        int attempts,
        Lineage.@Nullable Point who) {
    public FailedMessage {
        requireNonNull(component, "component");
        requireNonNull(arrival, "arrival");
        requireNonNull(message, "message");
        requireNonNull(cause, "cause");
    }

    /** What was wrong, in one line for users: a sentence where one was written for them, else with the kind of the exception. */
    public static String reason(Throwable cause) {
        boolean isWrapper = cause instanceof ExecutionException
                || cause instanceof CompletionException
                || cause instanceof UncheckedIOException;
        if (isWrapper && cause.getCause() != null) {
            return reason(cause.getCause());
        }
        boolean isSentence = cause instanceof MessageException
                || cause instanceof ConfigurationException
                || cause.getClass() == IOException.class;
        return isSentence && cause.getMessage() != null ? cause.getMessage() : cause.toString();
    }
}
