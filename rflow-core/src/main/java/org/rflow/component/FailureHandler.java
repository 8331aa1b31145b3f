package org.rflow.component;

/** Takes the messages that a component threw at and that no {@code errored} port took. */
@FunctionalInterface
public interface FailureHandler {
    void failed(FailedMessage failed);
}
