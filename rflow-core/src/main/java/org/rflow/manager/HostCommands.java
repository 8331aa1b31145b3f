package org.rflow.manager;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rflow.model.OptionText;
import org.rflow.model.Shard;
import org.rflow.model.ShardOption;
import org.rflow.model.SizeText;
import org.rflow.process.ChildCommand;
import org.rflow.process.JavaCommand;

/** The command line of each host: this Java, this class path, and nothing but what it takes to find the bus (RF-177). */
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
