package org.rflow.worker;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Arrival;
import org.rflow.component.ComponentRunner;
import org.rflow.connection.Inlet;
import org.rflow.connection.Undecodable;
import org.rflow.message.Message;

/** Puts what a connection receives into a component's input port, while the port's gate is open. */
final class PortInlet implements Inlet {
    private final ComponentRunner runner;
    private final Arrival arrival;
    private final Runnable before;
    private final Failures failures;
    private final @Nullable PoisonGuard guard;
    private BooleanSupplier open = () -> false;
    private long leftOut;

    /** {@code before} runs before each message; {@code guard} is null where messages do not come again. */
    PortInlet(
            ComponentRunner runner, Arrival arrival, Runnable before, Failures failures, @Nullable PoisonGuard guard) {
        this.guard = guard;
        this.runner = runner;
        this.arrival = arrival;
        this.before = before;
        this.failures = failures;
    }

    /** Shut until given a gate: nothing is fed before RUN. */
    void openWhile(BooleanSupplier gate) {
        open = gate;
    }

    @Override
    public boolean isOpen() {
        return open.getAsBoolean();
    }

    @Override
    public void receive(Message message) {
        before.run();
        if (guard != null && guard.refuses()) {
            runner.refuse(arrival, message, PoisonGuard.poison(), NowProcessing.DEATHS);
            return;
        }
        long again = runner.again();
        runner.deliver(arrival, message);
        leftOut += runner.again() - again;
        if (guard != null) {
            guard.end();
        }
    }

    /** Messages that came once more, and that the component did not get again. */
    long leftOut() {
        return leftOut;
    }

    @Override
    public void undecodable(Undecodable what) {
        failures.undecodable(runner.name(), arrival, what);
    }
}
