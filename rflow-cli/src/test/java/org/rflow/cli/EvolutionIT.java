package org.rflow.cli;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A producer is upgraded while the flow runs: its jar is exchanged, and its worker comes back with it. */
final class EvolutionIT extends RflowCase {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String FLOW = """
            flow: sensors
            settings: { rflow.beacon_interval: 200ms }
            components:
              sensor: { type: sensor }
            shards:
              stations: { components: { station: { type: station }, write: { type: file_out, options: { path: readings.txt } } } }
            connections: [ sensor#out => station#in, station#out => write#in ]
            """;

    private static final String PLACE = "{'name': 'place', 'type': 'string'}";
    private static final String CELSIUS = "{'name': 'celsius', 'type': 'double'}";
    private static final String HUMIDITY = "{'name': 'humidity', 'type': 'double', 'default': 0}";

    @Test
    void consumersReadANewVersionAndRefuseOneThatLacksAFieldByName() throws Exception {
        Files.writeString(directory.resolve("flow.yaml"), FLOW);
        install(PLACE, CELSIUS);
        RflowProcess.Running running = rflow.start("run", "flow.yaml", "--dir", directory.toString());
        awaitReading("attic 21.5 of 2");
        long consumer = pid("stations-1");

        install(PLACE, HUMIDITY, CELSIUS);
        RflowProcess.signal("KILL", pid("DEFAULT-1"));
        awaitReading("attic 21.5 of 3");
        TestingShell.Outcome types = call("types", "flow.yaml");

        install(CELSIUS);
        TestingShell.Outcome invalid = call("validate", "flow.yaml");
        RflowProcess.signal("KILL", pid("DEFAULT-1"));
        await().atMost(SOON).until(() -> view.deadLetters("station") > 0);
        TestingShell.Outcome letters = call("dead-letters", "show", "stations-1/1", "-d", "rflow");

        String sentence = "field 'place' is not written and has no default";
        assertThat(types.out()).contains("reads version 1; version 1 reads it");
        assertThat(invalid.exitCode()).as("%s", invalid).isEqualTo(2);
        assertThat(invalid.err()).contains("'sensor#out'", "'station#in'", sentence);
        assertThat(letters.out()).contains(sentence);
        assertThat(pid("stations-1")).as("the consumer went on").isEqualTo(consumer);
        assertStopsWell(running);
    }

    private void install(String... fields) throws IOException {
        String schema = "{'type': 'record', 'name': 'Reading', 'fields': [" + String.join(", ", fields) + "]}";
        Path jar = ExtensionJar.build(
                "sensors", directory.resolve("sensors.jar"), Map.of("reading.avsc", schema.replace('\'', '"')));
        Path components = Files.createDirectories(directory.resolve("components"));
        Files.move(jar, components.resolve("sensors.jar"), ATOMIC_MOVE);
    }

    private void awaitReading(String line) {
        await().atMost(SOON).until(() -> lines().contains(line));
    }

    private List<String> lines() throws IOException {
        Path file = directory.resolve("readings.txt");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private long pid(String worker) {
        await().atMost(SOON)
                .until(() -> view.worker(worker).path("state").asString("").equals("RUNNING"));
        return view.worker(worker).get("pid").asLong();
    }
}
