package org.rflow.engine;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * Runs a planned flow to its end: as processes of this machine ({@code local}) or on an engine for flows that outgrow it.
 * Found by {@link ServiceLoader}; a runner keeps nothing between two runs.
 */
public interface Runner {
    /** The runner of local processes. */
    String LOCAL = "local";

    /** What users write to choose it: one lower-case word. */
    String name();

    /**
     * Runs the flow and returns when it has ended and nothing of it is left.
     *
     * @return the exit code: 0 when everything was done, else the failed worker's code, 128+n when signal n ended it, or 1
     * @throws RunnerException when the run cannot begin
     */
    int run(RunRequest request, RunListener listener);

    /** The runner of that name; a {@link RunnerException} names those there are. */
    static Runner find(String name) {
        List<Runner> runners = ServiceLoader.load(Runner.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return runners.stream()
                .filter(runner -> runner.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new RunnerException("there is no runner '" + name + "'; there are: "
                        + runners.stream().map(Runner::name).sorted().collect(Collectors.joining(", "))));
    }
}
