package org.rflow.process;

/** Is told of a signal. Called on a thread of the VM, several at once when signals come fast: only hand the work over. */
@FunctionalInterface
public interface SignalHandler {

    /** {@code signal} is a name such as {@code TERM}; {@code count} is 1 for the first signal of this installation, then 2… */
    void received(String signal, int count);
}
