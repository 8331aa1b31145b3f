package org.rflow.bus;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** The manager's answer to a client. */
public record ClientReply(Optional<String> error, Optional<FlowStatus> status, String text) {
    public ClientReply {
        requireNonNull(error, "error");
        requireNonNull(status, "status");
        requireNonNull(text, "text");
    }

    public static ClientReply of(FlowStatus status) {
        return new ClientReply(Optional.empty(), Optional.of(status), "");
    }

    public static ClientReply text(String text) {
        return new ClientReply(Optional.empty(), Optional.empty(), text);
    }

    public static ClientReply error(String sentence) {
        return new ClientReply(Optional.of(sentence), Optional.empty(), "");
    }
}
