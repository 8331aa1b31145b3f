package org.rflow.config;

/** Where flows that are written in Java begin: {@code Flows.flow("x").component("a", "clock")…build()}. */
public final class Flows {
    private Flows() {}

    public static FlowBuilder flow(String name) {
        return new FlowBuilder(name);
    }
}
