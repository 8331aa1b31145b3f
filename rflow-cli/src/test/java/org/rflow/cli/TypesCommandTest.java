package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data types as the command shows and checks them. */
final class TypesCommandTest {
    @TempDir
    private Path directory;

    private TestingShell.Outcome call(String... words) {
        return new TestingShell(directory).call(words);
    }

    private String flow(String connection) throws IOException {
        Files.writeString(directory.resolve("flow.yaml"), """
                flow: typed
                components:
                  numbers: { type: generate_integers }
                  keep: { type: filter, options: { expression: "data > 3" } }
                  parse: { type: csv_parse, options: { columns: [a] } }
                  lines: { type: csv_format }
                connections:
                  - numbers#out => keep#in
                """ + "  - " + connection + "\n");
        return "flow.yaml";
    }

    @Test
    void listsTheTypesOfAllComponentsAndWhoUsesThem() {
        TestingShell.Outcome outcome = call("types");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.lines().get(0))
                .startsWith("type ")
                .contains("version", "fingerprint", "given by", "taken by");
        assertThat(outcome.lines())
                .anyMatch(line ->
                        line.matches("RFlow::Message::Data::Text +1  [0-9a-f]{16}  .*csv_format#out.* csv_parse#in.*"))
                .anyMatch(line -> line.startsWith("RFlow::Message::Clock::Tick "));
    }

    @Test
    void listsTheTypesOfAFlowAndShowsTheSchemasOfOne() throws IOException {
        String flow = flow("lines#out => parse#in");

        TestingShell.Outcome ofFlow = call("types", flow, "--json");
        TestingShell.Outcome one = call("types", flow, "RFlow::Message::Data::Integer");
        TestingShell.Outcome none = call("types", flow, "RFlow::Message::Data::Integr");

        assertThat(ofFlow.out()).contains("\"numbers#out\"", "\"parse#in\"").doesNotContain("Tick");
        assertThat(one.out())
                .contains("RFlow::Message::Data::Integer version 1 (")
                .contains("given by numbers#out, numbers#even_odd_out", "  \"long\"");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("is unknown; did you mean 'RFlow::Message::Data::Integer'?");
    }

    @Test
    void validateRefusesWhatCannotBeReadAndNamesBothSides() throws IOException {
        TestingShell.Outcome wrong = call("validate", flow("keep#filtered => parse#in"));
        TestingShell.Outcome right = call("validate", flow("lines#out => parse#in"));

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err())
                .contains("flow.yaml:9:")
                .contains(
                        "'numbers#out' gives RFlow::Message::Data::Integer by way of 'keep#filtered', and 'parse#in' takes"
                                + " RFlow::Message::Data::Text, RFlow::Message::Data::Raw: it is written as long and read as string;"
                                + " put a component between them that makes one of the other");
        assertThat(right.exitCode()).isZero();
    }

    @Test
    void looksThroughWhateverPassesMessagesOn() throws IOException {
        Files.writeString(directory.resolve("flow.yaml"), """
                flow: typed
                components:
                  web: { type: http_server, options: { port: 0 } }
                  way: { type: route, options: { when: [ 'get = data.method == "GET"' ] } }
                  some: { type: sample, options: { every: 2 } }
                  slow: { type: throttle, options: { rate: 10 } }
                  later: { type: delay, options: { time: 1s } }
                  again: { type: retry }
                  parse: { type: csv_parse, options: { columns: [a] } }
                  answer: { type: http_responder }
                connections:
                  - web#request_port => way#in
                  - way#out[get] => some#in
                  - some#out => slow#in
                  - slow#out => later#in
                  - later#out => again#in
                  - again#out => parse#in
                  - parse#errored => again#retry
                  - parse#out => answer#in
                  - answer#out => web#response_port
                """);

        TestingShell.Outcome outcome = call("validate", "flow.yaml");

        assertThat(outcome.err())
                .contains(
                        "'web#request_port' gives RFlow::Message::Data::HTTPRequest by way of 'again#out', and 'parse#in' takes");
    }
}
