package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Hunts for the values of secrets in everything that RFlow writes and says. */
final class SecretsIT extends RflowCase {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String OF_ENVIRONMENT = "s3cr3t-0f-the-environment";
    private static final String OF_FILE = "s3cr3t-0f-a-f1le";
    private static final Map<String, String> ENVIRONMENT = Map.of("RATES_TOKEN", OF_ENVIRONMENT);
    /** Nobody listens at port 1: each message fails with an error that names the URL, and so the secret. */
    private static final String FLOW = """
            flow: guarded
            settings: { rflow.log_level: DEBUG }
            components:
              ticks: { type: clock, options: { tick_interval: 100ms } }
            shards:
              asking:
                components:
                  ask:
                    type: http_client
                    options:
                      url: "http://127.0.0.1:1/${env:RATES_TOKEN}/${file:token}"
                      headers: { Authorization: "Bearer ${file:token}" }
                  seen: { type: log }
            connections: [ ticks#tick_port => ask#in, ask#out => seen#in ]
            """;

    private final List<String> said = new ArrayList<>();

    @Test
    void writesNoSecretAnywhere() throws Exception {
        Files.writeString(directory.resolve("flow.yaml"), FLOW);
        Path token = Files.writeString(directory.resolve("token"), OF_FILE + "\n");

        shows("validate", "flow.yaml");
        shows("load", "flow.yaml", "-d", "flow.db");
        shows("graph", "-d", "flow.db");
        shows("start", "-d", "flow.db");
        await().atMost(SOON).until(() -> rflow.logs().contains("dead letter"));
        shows("status", "-d", "flow.db");
        shows("status", "--json", "-d", "flow.db");
        shows("dead-letters", "list", "-d", "flow.db");
        shows("dead-letters", "show", "--all", "-d", "flow.db");
        shows("threads", "-d", "flow.db");
        shows("stop", "-d", "flow.db");
        shows("logs", "-d", "flow.db");
        Files.delete(token);

        assertThat(String.join("\n", said))
                .contains("http://127.0.0.1:1/***/***")
                .doesNotContain(OF_ENVIRONMENT)
                .doesNotContain(OF_FILE);
        List<Path> files = rflow.files();
        assertThat(files)
                .allSatisfy(file ->
                        assertThat(content(file)).doesNotContain(OF_ENVIRONMENT).doesNotContain(OF_FILE));
        assertThat(files).as("the reference is in the database").anySatisfy(file -> {
            assertThat(file.toString()).contains("flow.db");
            assertThat(content(file)).contains("${env:RATES_TOKEN}");
        });
        assertThat(files).as("failures are kept").anySatisfy(file -> {
            assertThat(file.toString()).doesNotEndWith(".log");
            assertThat(content(file)).contains("http://127.0.0.1:1/***/***");
        });
    }

    @Test
    void namesASecretThatIsNotThere() throws Exception {
        Files.writeString(directory.resolve("flow.yaml"), FLOW);

        RflowProcess.Outcome invalid = rflow.run("validate", "flow.yaml");
        RflowProcess.Outcome failed = rflow.run(ENVIRONMENT, "run", "flow.yaml", "--dir", directory.toString());

        assertThat(invalid.exitCode()).isEqualTo(2);
        assertThat(invalid.toString()).contains("the environment has no 'RATES_TOKEN'");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.toString())
                .contains("component 'ask': option 'url': file '" + directory.resolve("token") + "' cannot be read")
                .doesNotContain(OF_ENVIRONMENT);
    }

    private void shows(String... words) throws Exception {
        RflowProcess.Outcome outcome = rflow.run(ENVIRONMENT, words);
        assertThat(outcome.exitCode())
                .as("%s%n%s%n%s", List.of(words), outcome, rflow.logs())
                .isZero();
        said.add(outcome.toString());
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
