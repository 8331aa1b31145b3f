package org.rflow.worker;

import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.component.Arrival;
import org.rflow.component.ComponentRunner;
import org.rflow.connection.Inlet;
import org.rflow.message.Message;

/** Puts what a connection receives into a component's input port, while the port's gate is open. */
final class PortInlet implements Inlet {
    private static final Logger LOG = LogManager.getLogger(PortInlet.class);

    private final ComponentRunner runner;
    private final Arrival arrival;
    private final Runnable before;
    private BooleanSupplier open = () -> false;
    private long undecodable;
    private long leftOut;

    /** {@code before} runs before each message. */
    PortInlet(ComponentRunner runner, Arrival arrival, Runnable before) {
        this.runner = runner;
        this.arrival = arrival;
        this.before = before;
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
        long again = runner.again();
        runner.deliver(arrival, message);
        leftOut += runner.again() - again;
    }

    /** Messages that came once more, and that the component did not get again. */
    long leftOut() {
        return leftOut;
    }

    @Override
    public void undecodable(String type, Exception cause) {
        undecodable++;
        LOG.error(
                "{}: a message of type '{}' cannot be decoded and is dropped ({} so far): {}",
                arrival.connection(),
                type,
                undecodable,
                cause.getMessage());
    }
}
