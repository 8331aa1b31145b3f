package org.rflow.bus;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;

/** The manager's answer to a {@link Registration}: why it does not want the peer, or as whom it takes it and how often it wants to hear of it. */
public record Admission(Optional<String> error, UUID instance, BusTiming timing) {
    public Admission {
        requireNonNull(error, "error");
        requireNonNull(instance, "instance");
        requireNonNull(timing, "timing");
    }
}
