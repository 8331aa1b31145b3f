package org.rflow.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Connection;
import org.rflow.model.Delivery;
import org.rflow.model.Flow;
import org.rflow.model.Guarantee;
import org.rflow.model.InvalidFlowException;
import org.rflow.model.OptionText;
import org.rflow.model.Problem;
import org.rflow.model.Problems;
import org.rflow.model.RestartPolicy;
import org.rflow.model.RestartStrategy;
import org.rflow.model.Shard;
import org.rflow.model.ShardType;
import org.rflow.model.Wire;

final class FlowReaderTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("HOME", "/home/ada", "TRICK", "${rflow.log_level}");

    private static final String BIRDSTRIKES = """
            flow: birdstrikes
            settings: { rflow.log_level: INFO }
            components:
              read:  { type: file_in, options: { path: birdstrikes.csv } }
              count: { type: count }
              rejects: { type: file_out, options: { path: rejects.csv } }
            shards:
              parsing:
                workers: 2
                restart: always
                max_restarts: 5
                window: 60000ms
                strategy: downstream
                memory: 1g
                jvm: [ -Xmx1g, "-Dlist=a,b" ]
                components:
                  parse: { type: csv_parse }
              writing:
                threads: 3
                components:
                  write: { type: file_out, options: { path: out.csv } }
            connections:
              - read#out => parse#in
              - { from: parse#out, to: count#in, delivery: keyed, by: phase }
              - { from: "parse#errored", to: rejects#in, guarantee: at-least-once }
              - connect:
                  - count#out[a] => write#in
                  - count#out[b] => write#in[x]
                delivery: broadcast
                broker: true
              - { from: count#out, to: write#in, wire: open, options: { input_address: "tcp://127.0.0.1:*" } }
            """;

    @Test
    void readsEveryPartOfAFlow() {
        Flow flow = read(BIRDSTRIKES);

        assertThat(flow.name()).isEqualTo("birdstrikes");
        assertThat(flow.settings()).containsExactly(Map.entry("rflow.log_level", "INFO"));
        assertThat(flow.shards()).extracting(Shard::name).containsExactly("DEFAULT", "parsing", "writing");
        assertThat(flow.shards()).extracting(Shard::count).containsExactly(1, 2, 3);
        assertThat(flow.shards())
                .extracting(Shard::type)
                .containsExactly(ShardType.PROCESS, ShardType.PROCESS, ShardType.THREAD);
        assertThat(flow.shards())
                .extracting(Shard::restart)
                .containsExactly(RestartPolicy.ON_FAILURE, RestartPolicy.ALWAYS, RestartPolicy.ON_FAILURE);
        assertThat(OptionText.split(flow.shards().get(1).options().getOrDefault("jvm", "")))
                .containsExactly("-Xmx1g", "-Dlist=a,b");
        assertThat(flow.connections())
                .extracting(Connection::name)
                .containsExactly(
                        "read#out => parse#in",
                        "parse#out => count#in",
                        "parse#errored => rejects#in",
                        "count#out[a] => write#in",
                        "count#out[b] => write#in[x]",
                        "count#out => write#in");
    }

    @Test
    void flowWrittenInJavaIsTheSame() {
        Flow built = Flows.flow("birdstrikes")
                .setting("rflow.log_level", "INFO")
                .component("read", "file_in", Map.of("path", "birdstrikes.csv"))
                .component("count", "count")
                .component("rejects", "file_out", Map.of("path", "rejects.csv"))
                .shard("parsing", 2)
                .restart(RestartPolicy.ALWAYS)
                .maxRestarts(5, Duration.ofMinutes(1))
                .strategy(RestartStrategy.DOWNSTREAM)
                .memory("1g")
                .jvm("-Xmx1g", "-Dlist=a,b")
                .component("parse", "csv_parse")
                .endShard()
                .threads("writing", 3)
                .component("write", "file_out", Map.of("path", "out.csv"))
                .endShard()
                .connect("read#out", "parse#in")
                .connect("parse#out", "count#in")
                .keyedBy("phase")
                .connect("parse#errored", "rejects#in")
                .atLeastOnce()
                .connect("count#out[a]", "write#in")
                .broadcast()
                .broker()
                .connect("count#out[b]", "write#in[x]")
                .broadcast()
                .broker()
                .connect("count#out", "write#in")
                .wire(Wire.OPEN)
                .option("input_address", "tcp://127.0.0.1:*")
                .build();

        assertThat(built).isEqualTo(read(BIRDSTRIKES));
    }

    @Test
    void namesThatStandTwiceCannotBeBuilt() {
        FlowBuilder twice = Flows.flow("x")
                .component("a", "clock")
                .shard("s", 1)
                .component("a", "drop")
                .endShard();

        assertThatThrownBy(twice::build)
                .isInstanceOf(InvalidFlowException.class)
                .hasMessage("x: name 'a' is taken among the components; choose another");
    }

    @Test
    void jsonIsTheSame() {
        String json = """
                {
                \t"flow": "x",
                \t"components": { "a": { "type": "clock", "options": { "interval": 1.50, "name": "tick\\u0021" } } },
                \t"connections": []
                }
                """;

        Flow flow = read(json);

        assertThat(options(flow, "a")).containsExactly(Map.entry("interval", "1.50"), Map.entry("name", "tick!"));
    }

    @Test
    void valuesStayAsTheyAreWritten() {
        Flow flow = read("""
                flow: x
                components:
                  a:
                    type: t
                    options:
                      a: no
                      b: 010
                      c: 1_000
                      d: 2020-01-01
                      e: 1e3
                      f: 0x1F
                      g: 12:30:45
                      h: 'null'
                      i: .5
                      j: True
                      k: ""
                      l: "  x "
                """);

        assertThat(options(flow, "a").values())
                .containsExactly(
                        "no",
                        "010",
                        "1_000",
                        "2020-01-01",
                        "1e3",
                        "0x1F",
                        "12:30:45",
                        "null",
                        ".5",
                        "True",
                        "",
                        "  x ");
    }

    @Test
    void listsAndMapsBecomeListTexts() {
        Flow flow = read("""
                flow: x
                components:
                  a: { type: t, options: { list: [a, "b,c", 07], map: { x: 1, y: "2,3" }, none: [] } }
                """);

        assertThat(OptionText.split(options(flow, "a").getOrDefault("list", "")))
                .containsExactly("a", "b,c", "07");
        assertThat(OptionText.split(options(flow, "a").getOrDefault("map", ""))).containsExactly("x=1", "y=2,3");
        assertThat(options(flow, "a")).containsEntry("none", "");
    }

    @Test
    void variablesComeFromSettingsEnvironmentAndDefaults() {
        Flow flow = read("""
                flow: x
                settings:
                  base: ${env:HOME}/data
                  copies: 4
                  in: ${base}/in
                  other: ${env:NOT_THERE:-none}
                  trick: ${env:TRICK}
                shards:
                  s:
                    workers: ${copies}
                    components:
                      a:
                        type: t
                        options:
                          path: ${in}/a.csv
                          level: ${rflow.log_level}
                          log: ${rflow.log_file_path}
                          other: ${other}
                          literal: echo $${HOME} $HOME
                          trick: ${trick}
                """);

        assertThat(flow.shards().get(0).count()).isEqualTo(4);
        assertThat(options(flow, "a"))
                .containsExactly(
                        Map.entry("path", "/home/ada/data/in/a.csv"),
                        Map.entry("level", "INFO"),
                        Map.entry("log", "log/x.log"),
                        Map.entry("other", "none"),
                        Map.entry("literal", "echo ${HOME} $HOME"),
                        Map.entry("trick", "${rflow.log_level}"));
        assertThat(flow.settings()).containsEntry("in", "/home/ada/data/in");
    }

    @Test
    void keepsReferencesToEnvironmentAndFilesInOptionsForTheWorker() {
        Flow flow = read("""
                flow: x
                settings: { base: /run }
                components:
                  a:
                    type: t
                    options:
                      password: ${env:HOME}
                      other: x${env:NOT_THERE:-${base}}y
                      file: ${file:${base}/secrets/a}
                      literal: $${env:HOME} $${file:a} $${HOME}
                      headers: { Authorization: "Bearer ${env:TRICK}" }
                """);

        assertThat(options(flow, "a"))
                .containsExactly(
                        Map.entry("password", "${env:HOME}"),
                        Map.entry("other", "x${env:NOT_THERE:-/run}y"),
                        Map.entry("file", "${file:/run/secrets/a}"),
                        Map.entry("literal", "$${env:HOME} $${file:a} ${HOME}"),
                        Map.entry("headers", "Authorization=Bearer ${env:TRICK}"));
    }

    @Test
    void overridesWinAndProblemsWithThemSaySo() {
        String text = "flow: x\nsettings: { n: 1, m: '${n}' }\n";
        Problems problems = new Problems();

        Flow flow = document(text, Map.of("n", "2", "rflow.log_level", "WARN"), problems)
                .flow();
        document(text, Map.of("n", "${nothing}"), problems);

        assertThat(flow.settings()).contains(Map.entry("n", "2"), Map.entry("m", "2"));
        assertThat(flow.settings()).containsEntry("rflow.log_level", "WARN");
        assertThat(problems.list()).extracting(Problem::path).contains("/settings/n");
        assertThat(document(text, Map.of("n", "2"), problems)
                        .locations()
                        .locate("/settings/n")
                        .toString())
                .isEqualTo("--set n");
    }

    @Test
    void anchorsAndMergesSaveTyping() {
        Flow flow = read("""
                flow: x
                x-common: &common { path: a.csv, mode: fast }
                components:
                  a: { type: t, options: *common }
                  b: { type: t, options: { <<: *common, path: b.csv } }
                """);

        assertThat(options(flow, "a")).containsExactly(Map.entry("path", "a.csv"), Map.entry("mode", "fast"));
        assertThat(options(flow, "b")).containsOnly(Map.entry("path", "b.csv"), Map.entry("mode", "fast"));
    }

    @Test
    void shardsWithoutComponentsAreSkippedWithAWarning() {
        Problems problems = new Problems();

        FlowDocument document =
                document("flow: x\nshards: { a: , b: { workers: 2 } }\ncomponents:\n", Map.of(), problems);

        assertThat(problems.isEmpty()).isTrue();
        assertThat(document.flow().shards()).isEmpty();
        assertThat(document.warnings())
                .extracting(Problem::what)
                .containsExactly(
                        "shard 'DEFAULT' has no components and is skipped",
                        "shard 'a' has no components and is skipped",
                        "shard 'b' has no components and is skipped");
    }

    @Test
    void emptyFlowHasNothingInIt() {
        Flow flow = read("flow: nothing\n");

        assertThat(flow.shards()).isEmpty();
        assertThat(flow.connections()).isEmpty();
        assertThat(flow.settings()).isEmpty();
    }

    @Test
    void defaultShardComesFirstThoughItsComponentsStandLast() {
        Flow flow = read("""
                flow: x
                shards:
                  b: { components: { two: { type: t } } }
                  a: { components: { three: { type: t } } }
                components:
                  one: { type: t }
                """);

        assertThat(flow.shards()).extracting(Shard::name).containsExactly("DEFAULT", "b", "a");
        assertThat(flow.components()).extracting(ComponentSpec::name).containsExactly("one", "two", "three");
    }

    @Test
    void connectionsAreRoundRobinAndBestEffortUnlessToldOtherwise() {
        Connection connection =
                read("flow: x\nconnections: ['a#out=>b#in']").connections().get(0);

        assertThat(connection.name()).isEqualTo("a#out => b#in");
        assertThat(connection.delivery()).isEqualTo(Delivery.ROUND_ROBIN);
        assertThat(connection.guarantee()).isEqualTo(Guarantee.BEST_EFFORT);
        assertThat(connection.wire()).isEqualTo(Wire.AUTO);
        assertThat(connection.brokered()).isFalse();
    }

    @Test
    void anArrowInAKeyIsPartOfTheKey() {
        Connection connection = read("flow: x\nconnections: ['a#out[x => y] => b#in[z]']")
                .connections()
                .get(0);

        assertThat(connection.from().key()).contains("x => y");
        assertThat(connection.to().key()).contains("z");
    }

    @Test
    void aDeepOrHugeDocumentIsOneLine() {
        assertThat(complaint("flow: x\nx-a: " + "[".repeat(5000) + "]".repeat(5000)))
                .isEqualTo(
                        "flow.yaml: the YAML is broken: Nesting Depth exceeded max 50; nest less, use fewer aliases");
        assertThat(complaint("flow: x\nx-a: " + "a".repeat(FlowFileText.MOST_BYTES))
                        .lines())
                .hasSize(1);
    }

    @Test
    void aControlCharacterIsNamed() {
        assertThat(complaint("flow: x\nsettings: { a: b\u0007 }"))
                .startsWith("flow.yaml:2:17: character U+0007 may not stand in a flow file");
    }

    @Test
    void aLargeFlowIsReadAndChecked() {
        StringBuilder text = new StringBuilder("flow: x\ncomponents:\n");
        for (int i = 0; i < 5000; i++) {
            text.append("  c").append(i).append(": { type: t, options: { a: 1 } }\n");
        }

        assertThat(read(text.toString()).components()).hasSize(5000);
    }

    private static Map<String, String> options(Flow flow, String component) {
        return flow.component(component).orElseThrow().options();
    }

    private static String complaint(String text) {
        Problems problems = new Problems();
        FlowDocument document = document(text, Map.of(), problems);
        return String.valueOf(new InvalidFlowException(problems.list(), document.locations()).getMessage());
    }

    private static Flow read(String text) {
        Problems problems = new Problems();
        FlowDocument document = document(text, Map.of(), problems);
        problems.throwIfAny(document.locations());
        return document.flow();
    }

    private static FlowDocument document(String text, Map<String, String> overrides, Problems problems) {
        return new FlowReader(ENVIRONMENT).read("flow.yaml", text, overrides, problems);
    }
}
