package org.rflow.cli;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.rflow.bus.ClientRequest;
import org.rflow.bus.FlowStatus;
import org.rflow.cli.chaos.Chaos;
import org.rflow.cli.chaos.CuttingProxies;
import org.rflow.cli.chaos.Fault;
import org.rflow.cli.chaos.FaultPlan;
import org.rflow.cli.chaos.Victim;
import org.rflow.engine.RunRequest;
import org.rflow.engine.Runner;
import org.rflow.manager.LocalRunner;
import org.rflow.model.Endpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a flow file as {@code run} does, and does harm to it meanwhile. */
@Command(
        name = "chaos",
        description =
                "Run a flow file and do harm to it: kill its processes, stop them for a while, cut their connections.",
        footer = {
            "",
            "The same seed does the same, as far as the machine does. Shards need 'restart: on_failure' and connections",
            "'guarantee: at-least-once' to come through without loss. The exit code is 0 when the flow ended well, the",
            "ledger adds up and no process is left."
        })
final class ChaosCommand extends ForegroundCommand {
    private static final String EVERY = "2s";

    @Option(names = "--seed", paramLabel = "N", description = "which faults, and when (default: another one each time)")
    private Long seed;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = RunCommand.TimeConverter.class,
            defaultValue = "30s",
            description = "how long there are faults; then the flow is drained (default: ${DEFAULT-VALUE})")
    private Duration time;

    @Option(names = "--to-end", description = "do not drain it then: let it come to its own end")
    private boolean toEnd;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = RunCommand.TimeConverter.class,
            defaultValue = EVERY,
            description = "a fault comes after half to one and a half of this (default: ${DEFAULT-VALUE})")
    private Duration every;

    @Option(
            names = "--pause",
            paramLabel = "TIME",
            converter = RunCommand.TimeConverter.class,
            defaultValue = EVERY,
            description = "the longest time for which a process is stopped (default: ${DEFAULT-VALUE})")
    private Duration longestPause;

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "KIND",
            defaultValue = "kill,pause,cut",
            description = "which kinds: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Set<Fault.Kind> faults;

    private Optional<CuttingProxies> proxies = Optional.empty();
    private Optional<Chaos> chaos = Optional.empty();

    ChaosCommand(Shell shell) {
        super(shell);
    }

    @Override
    int run(RunRequest request, Application application) {
        long number = Optional.ofNullable(seed).orElseGet(() -> new Random().nextLong(Integer.MAX_VALUE));
        println("seed " + number);
        FaultPlan plan = new FaultPlan(number, faults, every, longestPause);
        int code;
        try (CuttingProxies between = new CuttingProxies();
                Chaos harm =
                        new Chaos(plan, between, () -> victims(application), line -> println("  chaos: " + line))) {
            proxies = Optional.of(between);
            chaos = Optional.of(harm);
            code = super.run(request, application);
        }
        return judge(number, code);
    }

    private int judge(long number, int code) {
        Chaos harm = chaos.orElseThrow();
        println("seed " + number + ": " + harm.summary());
        List<Long> left = harm.left();
        if (!left.isEmpty()) {
            shell().err().println("rflow: still running after the flow has ended: processes " + left);
            return ExitCode.FAILED;
        }
        return code;
    }

    @Override
    Runner runner() {
        return faults.contains(Fault.Kind.CUT) ? new LocalRunner(this::route) : new LocalRunner();
    }

    private Endpoint route(Endpoint bound) {
        String between = proxies.orElseThrow().through(bound.address());
        return new Endpoint(bound.connection(), bound.owner(), bound.socketType(), between);
    }

    @Override
    void started(Application application, Pulse pulse) {
        chaos.orElseThrow().start(time, () -> {
            if (!toEnd) {
                pulse.stopAfter(Duration.ZERO);
            }
        });
    }

    /** In the order of their names, so that a seed means the same ones again. */
    private static List<Victim> victims(Application application) {
        return ManagerCall.ask(application, new ClientRequest.Status()).status().stream()
                .flatMap(status -> status.workers().stream())
                .filter(worker -> worker.state().equals("RUNNING"))
                .sorted(Comparator.comparing(FlowStatus.WorkerStatus::name))
                .flatMap(worker -> Victim.of(worker.name(), worker.pid()).stream())
                .toList();
    }
}
