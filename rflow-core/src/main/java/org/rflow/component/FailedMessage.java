package org.rflow.component;

import static java.util.Objects.requireNonNull;

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

    /** What was wrong, in one line for users; of RFlow's own exceptions, whose texts are sentences, without their class. */
    public static String reason(Exception cause) {
        if (cause instanceof ExecutionException && cause.getCause() != null) {
            return cause.getCause().toString();
        }
        return cause instanceof MessageException || cause instanceof ConfigurationException
                ? String.valueOf(cause.getMessage())
                : cause.toString();
    }
}
