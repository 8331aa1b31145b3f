package org.rflow.manager;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rflow.model.ComponentOption;
import org.rflow.model.ComponentSpec;
import org.rflow.model.OptionText;
import org.rflow.model.Shard;
import org.rflow.model.ShardOption;
import org.rflow.model.SizeText;
import org.rflow.process.ChildCommand;
import org.rflow.process.JavaCommand;

/**
 * The command line of each host: this Java, this class path, and nothing but what it takes to find the bus (RF-177). An external
 * component has a command of its own, and is told the same by variables of its environment.
 */
final class HostCommands {
    private static final String MAIN = "org.rflow.worker.WorkerMain";

    private final RunDirectory directory;
    private final Limits limits;
    private final String busAddress;

    HostCommands(RunDirectory directory, Limits limits, String busAddress) {
        this.directory = directory;
        this.limits = limits;
        this.busAddress = busAddress;
    }

    ChildCommand of(Host host) {
        return host.shard()
                .flatMap(Shard::external)
                .map(component -> external(host, component))
                .orElseGet(() -> vm(host));
    }

    private ChildCommand external(Host host, ComponentSpec component) {
        List<String> words =
                OptionText.split(ComponentOption.EXEC.in(component.options()).orElse(component.name()));
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("RFLOW_BUS", busAddress);
        environment.put("RFLOW_SECRET_FILE", directory.bus().secretFile().toString());
        environment.put("RFLOW_SCHEMAS", directory.schemas().toString());
        environment.put("RFLOW_COMPONENT", component.name());
        environment.put("RFLOW_INSTANCE", host.workers().get(0).uuid().toString());
        environment.put("RFLOW_GROUP", host.group().toString());
        environment.put("RFLOW_RUN_DIRECTORY", directory.work().toString());
        return new ChildCommand(host.name(), words, environment, directory.directory(), directory.output(host.name()));
    }

    private ChildCommand vm(Host host) {
        List<String> options = new ArrayList<>(WorkerVm.options());
        host.shard()
                .flatMap(shard -> ShardOption.MEMORY.in(shard.options()))
                .ifPresent(memory -> options.add("-Xmx" + SizeText.parse(memory)));
        options.addAll(host.shard().map(HostCommands::jvmOptions).orElse(List.of()));
        List<String> words = JavaCommand.of(options, MAIN, arguments(host));
        return new ChildCommand(host.name(), words, Map.of(), directory.directory(), directory.output(host.name()));
    }

    private List<String> arguments(Host host) {
        return List.of(
                "--bus",
                busAddress,
                "--secret",
                directory.bus().secretFile().toString(),
                "--group",
                host.group().toString(),
                "--instance",
                host.workers().stream().map(worker -> worker.uuid().toString()).collect(joining(",")),
                "--beacon-interval",
                limits.beaconInterval().toMillis() + "ms",
                "--grace-period",
                limits.gracePeriod().toMillis() + "ms",
                "--run-dir",
                directory.work().toString());
    }

    /** A list, or one text with blanks between the options. */
    private static List<String> jvmOptions(Shard shard) {
        return OptionText.split(ShardOption.JVM.in(shard.options()).orElse("")).stream()
                .flatMap(item -> Stream.of(item.split("\\s+")))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
