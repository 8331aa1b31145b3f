package org.rflow.manager;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.rflow.bus.Event;
import org.rflow.bus.ManagerBus;
import org.rflow.model.Endpoint;
import org.rflow.model.Ids;
import org.rflow.process.Adopter;
import org.rflow.process.ChildCommand;
import org.rflow.process.Launcher;

/** All that a manager touches outside itself. {@code commands} says how each host is started;
 * {@code chance} gives a number from 0 to 1, another one each time; {@code route} what others are told of a bound address; {@code keeper} writes down what a successor would need; {@code onEnd} is called once, when nothing of the flow is
 * left. */
record Surroundings(
        ManagerBus bus,
        InstantSource clock,
        Launcher launcher,
        Adopter adopter,
        Function<Host, ChildCommand> commands,
        EndpointStore endpoints,
        OwnLog log,
        DoubleSupplier chance,
        UnaryOperator<Endpoint> route,
        Consumer<RunRecord> keeper,
        Runnable onEnd) {
    Surroundings {
        requireNonNull(bus, "bus");
        requireNonNull(clock, "clock");
        requireNonNull(launcher, "launcher");
        requireNonNull(adopter, "adopter");
        requireNonNull(commands, "commands");
        requireNonNull(endpoints, "endpoints");
        requireNonNull(log, "log");
        requireNonNull(chance, "chance");
        requireNonNull(route, "route");
        requireNonNull(keeper, "keeper");
        requireNonNull(onEnd, "onEnd");
    }

    /** Tells every agent what has happened to a worker. */
    void publish(String kind, WorkerHandle worker, String text) {
        bus.publish(new Event(clock.millis(), kind, worker.uuid(), worker.name(), text));
    }

    /** Tells every agent what has happened to the flow. */
    void publish(String kind, String flow, String text) {
        bus.publish(new Event(clock.millis(), kind, Ids.NONE, flow, text));
    }
}
