package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.component.Component;
import org.rflow.component.OutputPort;
import org.rflow.components.Drop;
import org.rflow.config.Flows;
import org.rflow.message.Message;
import org.rflow.model.Flow;
import org.rflow.testing.FlowTester;

final class TestCommandTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void writeFlow() throws IOException {
        write("cities.yaml", """
                flow: cities
                components:
                  read: { type: file_in, options: { path: "${rflow.flow_directory}/people.csv" } }
                  ticks: { type: clock, options: { tick_interval: 5s, name: ticks } }
                  log: { type: drop }
                shards:
                  parsing:
                    workers: 2
                    components:
                      parse: { type: csv_parse, options: { columns: [name, city] } }
                      keep: { type: filter, options: { expression: "data.city != ''" } }
                  counting:
                    components:
                      count: { type: count, options: { by: [city] } }
                      lines: { type: csv_format }
                      write: { type: file_out, options: { path: counts.csv } }
                connections:
                  - read#out => parse#in
                  - parse#out => keep#in
                  - { from: keep#filtered, to: count#in, delivery: keyed, by: city }
                  - count#out => lines#in
                  - lines#out => write#in
                  - ticks#tick_port => log#in
                """);
        write("people.csv", "ann,Rome\nbob,Oslo\n");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    private TestingShell.Outcome test(String cases) throws IOException {
        write("cities.test.yaml", "flow: cities.yaml\ncases:\n" + cases.indent(2));
        return new TestingShell(directory).call("test", "cities.test.yaml");
    }

    @Test
    void refusesASourceWithoutAnEnd() throws Exception {
        Flow flow = Flows.flow("endless")
                .component("numbers", "numbers")
                .component("sink", "drop")
                .connect("numbers#out", "sink#in")
                .build();

        assertThatThrownBy(() -> new FlowTester(flow, spec -> spec.name().equals("sink") ? new Drop() : new Numbers())
                        .patience(Duration.ofMillis(20))
                        .play(directory, Set.of()))
                .hasMessage("component 'numbers' does not come to an end; mock it in this test");
    }

    private static final class Numbers extends Component {
        private final OutputPort out = outputPort("out");

        @Override
        protected Poll poll() {
            out.send(Message.of(1));
            return Poll.MORE;
        }
    }

    @Test
    void passesWhenAllIsAsExpected() throws IOException {
        TestingShell.Outcome outcome = test("""
                - name: reads the real file
                  expect:
                    keep#filtered: [ { name: ann, city: Rome }, { name: bob, city: Oslo } ]
                    write#in: { contains: [ "Rome,1" ] }
                - name: counts what a mock reads
                  mocks:
                    read: { out: [ "ann,Rome", "bob,Oslo", "eve,Rome", "joe," ] }
                    write: {}
                  expect:
                    keep#dropped: { name: joe, city: "" }
                    count#out: { in_any_order: [ { city: Rome, count: 2 }, { city: Oslo, count: 1 } ] }
                - name: sends to one component and lets time pass
                  mocks: { read: {} }
                  inputs:
                    keep#in: [ { name: kim, city: Bonn } ]
                  advance: 11s
                  expect:
                    keep#filtered: [ { name: kim, city: Bonn } ]
                    ticks#tick_port: [ { name: ticks, timestamp: 1767225605000 }, { name: ticks, timestamp: 1767225610000 } ]
                """);

        assertThat(outcome.out()).isEqualTo("""
                ok      reads the real file
                ok      counts what a mock reads
                ok      sends to one component and lets time pass
                3 passed, 0 failed
                """);
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void replacesAComponentAndSeesWhatFails() throws IOException {
        TestingShell.Outcome outcome = test("""
                - name: answers in a component's place
                  mocks:
                    parse: { out: [ { name: first, city: A }, { name: second, city: B } ] }
                  expect:
                    keep#in: [ { name: first, city: A }, { name: second, city: B } ]
                    parse#in: [ "ann,Rome", "bob,Oslo" ]
                - name: sees what fails
                  mocks: { read: { out: [ "a,b,c", "ann,Rome" ] } }
                  expect: { count#out: [ { city: Rome, count: 1 } ] }
                  failures: [ "parse: " ]
                """);

        assertThat(outcome.out()).isEqualTo("""
                ok      answers in a component's place
                ok      sees what fails
                2 passed, 0 failed
                """);
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void showsTheDifferencesOfACaseThatFails() throws IOException {
        TestingShell.Outcome outcome = test("""
                - name: expects something else
                  mocks:
                    read: { out: [ "ann,Rome", "bob,Oslo", "a,b,c" ] }
                  expect:
                    keep#filtered: [ { name: ann, city: Rome }, { name: bob, city: Paris }, { name: eve, city: Rome } ]
                    write#in: { contains: [ "Rome,2" ] }
                - name: is right
                  expect: { keep#dropped: [] }
                """);

        assertThat(outcome.out().replace(directory + "/", "")).isEqualTo("""
                FAILED  expects something else (cities.test.yaml:3:5)
                        at keep#filtered:
                            {city: Rome, name: ann}
                          - {city: Paris, name: bob}
                          - {city: Rome, name: eve}
                          + {city: Oslo, name: bob}
                        at write#in:
                          - Rome,2
                          + Oslo,1
                          + Rome,1
                        unexpected failure: parse: the record has 3 fields, not 2 (a,b,c)
                ok      is right
                1 passed, 1 failed
                """);
        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    @Test
    void saysWhatIsWrongWithACase() throws IOException {
        TestingShell.Outcome outcome = test("""
                - name: looks at nothing that is there
                  expect: { count#output: [] }
                - name: mocks a stranger
                  mocks: { reed: {} }
                  expect: { keep#dropped: [] }
                - name: sends what nobody takes
                  inputs: { parse#in: [ { a: b } ] }
                  expect: { keep#dropped: [] }
                """);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("component 'count' has no input port 'output'")
                .contains("component 'reed' is not found; there are: [read, ticks,")
                .contains("'parse#in': RFlow::Message::Data::Text needs a text, not {a=b}")
                .contains("0 passed, 3 failed");
    }

    @Test
    void namesEverythingThatIsWrongWithATestFile() throws IOException {
        TestingShell.Outcome outcome = test("""
                - nam: typo
                  expect: { "count out": [] }
                - name: nothing
                  advance: soon
                """);
        TestingShell.Outcome missing = new TestingShell(directory).call("test", "none.test.yaml");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("cities.test.yaml:3:")
                .contains("'nam' is unknown; did you mean 'name'?")
                .contains("there is no 'name'")
                .contains("'count out' is not a port")
                .contains("the case expects nothing")
                .contains("'soon'");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("there is no such file");
    }

    @Test
    void runsTheExampleThatTheDocumentShows() throws IOException {
        Path example =
                Path.of("..", "conf", "birdstrikes.test.yaml").toAbsolutePath().normalize();

        TestingShell.Outcome outcome = new TestingShell(directory).call("test", example.toString());

        assertThat(Files.readString(Path.of("..", "docs", "testing.md")))
                .contains("```yaml\n" + Files.readString(example) + "```")
                .contains("```text\n" + outcome.out() + "```");
        assertThat(outcome.exitCode()).isZero();
    }
}
