package org.rflow.component;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The outlets that leave the worker and the components on the way to them. */
public record Reach(Set<Outlet> outlets, Set<ComponentRunner> runners) {
    static Reach of(ComponentRunner runner, Collection<OutputPort> ports) {
        Reach reach = new Reach(new LinkedHashSet<>(), new LinkedHashSet<>());
        reach.add(runner, ports, new LinkedHashSet<>());
        return reach;
    }

    private void add(ComponentRunner runner, Collection<OutputPort> ports, Set<InputPort> seen) {
        runners.add(runner);
        for (OutputPort port : ports) {
            for (Outlet outlet : new ArrayList<>(port.outlets())) {
                addOutlet(outlet, seen);
            }
        }
    }

    private void addOutlet(Outlet outlet, Set<InputPort> seen) {
        if (outlet instanceof DirectOutlet direct) {
            if (seen.add(direct.target())) {
                add(direct.target().runner(), direct.target().written(), seen);
            }
        } else if (outlet instanceof ForwardOutlet forward) {
            forward.target().outlets().forEach(next -> addOutlet(next, seen));
        } else {
            outlets.add(outlet);
        }
    }
}
