package org.rflow.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.rflow.connection.Broker;
import org.rflow.connection.EndSpec;
import org.rflow.loop.Loop;
import org.rflow.message.DataTypes;
import org.rflow.message.Lineage;
import org.rflow.model.Attachment;
import org.rflow.model.Connection;
import org.rflow.model.WorkerPlan;
import org.rflow.model.WorkerRef;

/** Builds the body of a worker from its plan. Used only by the loop thread. */
final class BodyBuilder {
    private final Host host;
    private final Loop loop;
    private final Runnable changed;

    BodyBuilder(Host host, Loop loop, Runnable changed) {
        this.host = host;
        this.loop = loop;
        this.changed = changed;
    }

    Body build(WorkerPlan plan, int incarnation) throws Exception {
        return plan.isBroker() ? broker(plan, incarnation) : components(plan, incarnation);
    }

    private Body broker(WorkerPlan plan, int incarnation) {
        Attachment outgoing = plan.outgoing().get(0);
        Connection connection = outgoing.connection();
        WorkerRef self = new WorkerRef(plan.uuid(), plan.name());
        Broker broker = host.connectionType(connection.wire())
                .broker(new EndSpec(outgoing, self, incarnation, loop, new DataTypes(), new Lineage()));
        return new BrokerBody(connection, self, broker);
    }

    private Body components(WorkerPlan plan, int incarnation) throws Exception {
        StateFile stateFile = new StateFile(host.runDirectory().resolve("state"), plan.name());
        boolean reliable = Wiring.isReliable(plan);
        Services services = new Services(plan, incarnation > 1 || (reliable && stateFile.isResumed()));
        Letters letters = new Letters(host.runDirectory(), plan);
        Failures failures = new Failures(plan.name(), letters, services.clock());
        Wiring wiring = new Wiring(plan, incarnation, services, host::connectionType, failures);
        services.wiring = wiring;
        SavedState saved = reliable ? stateFile.read() : SavedState.NONE;
        wiring.create(type -> host.component(type, plan), saved);
        Replays replays = new Replays(letters, wiring, services.clock());
        Checkpoints checkpoints = new Checkpoints(wiring, replays, (state, written) -> save(stateFile, state, written));
        LetterDesk desk = new LetterDesk(letters, replays, wiring, loop, host.pool());
        CellsAgent agent = new CellsAgent(loop, wiring, checkpoints, desk, changed);
        services.agent = agent;
        loop.add(agent);
        WorkerRef self = new WorkerRef(plan.uuid(), plan.name());
        ComponentBody body = new ComponentBody(self, wiring, agent, checkpoints, desk);
        try {
            wiring.configure();
            wiring.restore(saved);
            if (checkpoints.hasState() && saved.equals(SavedState.NONE)) {
                // whoever dies before the next one begins anew with this
                stateFile.write(checkpoints.state());
            }
            wiring.connect();
        } catch (Exception e) {
            Closing closing = new Closing();
            closing.close(body::cleanup);
            suppressInto(e, closing);
            throw e;
        }
        return body;
    }

    private void save(StateFile file, SavedState state, Runnable written) {
        host.pool().execute(() -> {
            try {
                file.write(state);
                loop.execute(written);
            } catch (IOException e) {
                loop.execute(() -> {
                    throw new WorkerException("the state cannot be saved: " + e, e);
                });
            }
        });
    }

    private static void suppressInto(Exception failure, Closing closing) {
        try {
            closing.throwIfAny();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    /** What the components' contexts ask for. */
    private final class Services implements WorkerServices {
        private final WorkerPlan plan;
        private final boolean restarted;
        private final DataTypes types = new DataTypes();
        private @Nullable Wiring wiring;
        private @Nullable CellsAgent agent;

        Services(WorkerPlan plan, boolean restarted) {
            this.plan = plan;
            this.restarted = restarted;
        }

        @Override
        public boolean isRestarted() {
            return restarted;
        }

        @Override
        public Loop loop() {
            return loop;
        }

        @Override
        public Executor pool() {
            return host.pool();
        }

        @Override
        public DataTypes types() {
            return types;
        }

        @Override
        public InstantSource clock() {
            return InstantSource.system();
        }

        @Override
        public Path applicationDirectory() {
            return host.applicationDirectory();
        }

        @Override
        public Path runDirectory() {
            return host.runDirectory();
        }

        @Override
        public Cell cell(String component) {
            if (wiring == null) {
                throw new IllegalStateException("worker " + plan.name() + " is not wired yet");
            }
            return wiring.cell(component);
        }

        @Override
        public boolean mayFeed(String component) {
            return agent != null && agent.mayFeed(component);
        }

        @Override
        public boolean mayFire(String component) {
            return agent != null && agent.mayFire(component);
        }

        @Override
        public void position(String component, String position) {
            cell(component).positioned(position);
        }

        @Override
        public void changed() {
            changed.run();
        }
    }
}
