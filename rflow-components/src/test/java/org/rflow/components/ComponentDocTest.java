package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.example.Reading;
import com.example.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rflow.component.ComponentDescription;
import org.rflow.config.FlowDocument;
import org.rflow.config.FlowReader;
import org.rflow.model.ComponentSpec;
import org.rflow.model.ComponentType;
import org.rflow.model.OptionType;
import org.rflow.model.Problems;
import org.rflow.model.Shard;
import org.rflow.plan.Planner;
import org.rflow.plugins.ComponentCatalog;

/** Holds {@code docs/component.md}, and the snippets in the components' own documentation, to the truth. */
final class ComponentDocTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "component.md");
    private static final Path SOURCES = Path.of("src", "main", "java", "org", "rflow", "components");
    private static final Path EXAMPLE = Path.of("src", "test", "java", "com", "example");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (.*) \\|$");
    private static final Pattern JAVADOC_SNIPPET = Pattern.compile("(?s)<pre>\\{@code\\n(.*?)\\n \\* }</pre>");

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static List<ComponentType> builtIn() {
        try (ComponentCatalog catalog = ComponentCatalog.ofClassPath()) {
            return catalog.types();
        }
    }

    @Test
    void showsTheVeryFilesThatAreCompiledAndTested() throws IOException {
        assertThat(blocks("java"))
                .containsExactly(
                        Files.readString(EXAMPLE.resolve("Words.java")),
                        Files.readString(EXAMPLE.resolve("WordsTest.java")),
                        Files.readString(EXAMPLE.resolve("Alarm.java")));
    }

    @Test
    void showsTheSchemaOfTheClassInTheExample() throws IOException {
        assertThat(blocks("json"))
                .singleElement()
                .satisfies(
                        schema -> assertThat(new Schema.Parser().parse(schema)).isEqualTo(Reading.SCHEMA$));
    }

    @Test
    void showsAFlowThatCanBePlanned() throws IOException {
        List<ComponentType> types = new ArrayList<>(builtIn());
        types.add(ComponentDescription.of(new Words(), "words.jar"));

        assertThat(blocks("yaml")).singleElement().satisfies(flow -> {
            FlowDocument document = read(flow);
            assertThatCode(() -> new Planner(types).plan(document.flow(), document.locations()))
                    .doesNotThrowAnyException();
        });
    }

    private static FlowDocument read(String flow) {
        Problems problems = new Problems();
        FlowDocument document = new FlowReader(Map.of()).read("snippet", flow, Map.of(), problems);
        problems.throwIfAny(document.locations());
        return document;
    }

    @Test
    void listsEveryComponentWithItsHelp() throws IOException {
        List<String> rows = ROW.matcher(Files.readString(DOCUMENT))
                .results()
                .map(row -> row.group(1) + ": " + row.group(2))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(builtIn().stream()
                        .map(type -> type.name() + ": " + type.help())
                        .sorted()
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("types")
    void declaresHelpForEverything(ComponentType type) {
        assertThat(type.help()).isNotBlank();
        assertThat(type.ports())
                .isNotEmpty()
                .allSatisfy(port -> assertThat(port.help()).isNotBlank());
        assertThat(type.options())
                .allSatisfy(option -> assertThat(option.help()).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("types")
    void hasASnippetInItsDocumentationThatItsOptionsAllow(ComponentType type) throws IOException {
        String simpleName = type.className().substring(type.className().lastIndexOf('.') + 1);
        List<String> snippets = JAVADOC_SNIPPET
                .matcher(Files.readString(SOURCES.resolve(simpleName + ".java")))
                .results()
                .map(ComponentDocTest::text)
                .toList();

        assertThat(snippets).isNotEmpty().allSatisfy(snippet -> {
            List<ComponentSpec> specs = read("flow: snippet\n" + snippet).flow().shards().stream()
                    .map(Shard::components)
                    .flatMap(List::stream)
                    .filter(spec -> type.answersTo(spec.type()))
                    .toList();
            assertThat(specs).isNotEmpty().allSatisfy(spec -> accepts(type, spec));
        });
    }

    private static void accepts(ComponentType type, ComponentSpec spec) {
        assertThat(type.options())
                .map(OptionType::name)
                .containsAll(spec.options().keySet());
        assertThat(type.options())
                .filteredOn(OptionType::required)
                .allSatisfy(option -> assertThat(spec.options()).containsKey(option.name()));
    }

    private static String text(MatchResult javadoc) {
        return javadoc.group(1)
                .lines()
                .map(line -> line.replaceFirst("^ \\* ?", ""))
                .reduce("", (all, line) -> all + line + "\n");
    }

    static List<ComponentType> types() {
        return builtIn();
    }
}
