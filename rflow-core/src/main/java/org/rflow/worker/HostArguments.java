package org.rflow.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.rflow.model.DurationText;

/**
 * All that a host is started with (RF-177): where the bus is, the file with its secret, the shard's and the workers' uuids,
 * the beacon interval, how long to go on without a manager, and the run directory. Everything else comes over the bus.
 */
record HostArguments(
        String bus,
        Path secret,
        UUID group,
        List<UUID> instances,
        Duration beaconInterval,
        Duration gracePeriod,
        Path runDirectory) {
    static final String USAGE = "usage: --bus ADDRESS --secret FILE --group UUID --instance UUID[,UUID...]"
            + " --beacon-interval 1s --grace-period 30s --run-dir DIRECTORY";

    HostArguments {
        instances = List.copyOf(instances);
    }

    /** {@link IllegalArgumentException} names what is missing or wrong and shows the usage. */
    static HostArguments parse(String... arguments) {
        Map<String, String> values = new HashMap<>();
        if (arguments.length % 2 != 0) {
            throw new IllegalArgumentException("an argument has no value; " + USAGE);
        }
        for (int i = 0; i < arguments.length; i += 2) {
            values.put(arguments[i], arguments[i + 1]);
        }
        return new HostArguments(
                value(values, "--bus"),
                Path.of(value(values, "--secret")),
                UUID.fromString(value(values, "--group")),
                Stream.of(value(values, "--instance").split(","))
                        .map(UUID::fromString)
                        .toList(),
                DurationText.parse(value(values, "--beacon-interval")),
                DurationText.parse(value(values, "--grace-period")),
                Path.of(value(values, "--run-dir")));
    }

    private static String value(Map<String, String> values, String name) {
        return Optional.ofNullable(values.get(name))
                .orElseThrow(() -> new IllegalArgumentException("argument " + name + " is missing; " + USAGE));
    }
}
