package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rflow.model.ComponentType;
import org.rflow.plugins.ComponentCatalog;

/**
 * Holds the pages in {@code docs/components} to the code. With {@code -Drflow.pages=write} it writes them:
 * {@code mvn test -pl rflow-components -am -Dtest=ComponentPagesTest -Dsurefire.failIfNoSpecifiedTests=false -Drflow.pages=write}.
 */
final class ComponentPagesTest {
    private static final Path PAGES = Path.of("..", "docs", "components");
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final boolean WRITING = "write".equals(System.getProperty("rflow.pages"));

    static List<ComponentType> types() {
        try (ComponentCatalog catalog = ComponentCatalog.ofClassPath()) {
            return catalog.types();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void aPageSaysWhatTheComponentSays(ComponentType type) throws IOException {
        Path source = SOURCES.resolve(type.className().replace('.', '/') + ".java");
        String text = new ComponentPage(type, Files.readString(source)).text();
        Path page = PAGES.resolve(type.name() + ".md");
        if (WRITING) {
            Files.createDirectories(PAGES);
            Files.writeString(page, text);
        }

        assertThat(page)
                .as("%s is not current; this test, with -Drflow.pages=write, writes it", page)
                .exists()
                .content()
                .isEqualTo(text);
    }

    @Test
    void thereIsNoPageOfAComponentThatIsGone() throws IOException {
        List<String> names = types().stream().map(type -> type.name() + ".md").toList();

        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString())).allMatch(names::contains);
        }
    }

    @Test
    void makesMarkdownOfTheDocumentationOfAClass() {
        ComponentType type = types().stream()
                .filter(each -> each.name().equals("split"))
                .findFirst()
                .orElseThrow();
        String source = """
                /** Not this. */
                class Other {}

                /**
                 * Takes {@code a} apart.
                 *
                 * <pre>{@code
                 * components:
                 *   x: { type: split }
                 * }</pre>
                 *
                 * <p>See:
                 * <ul>
                 *   <li>{@code by}: one &lt; two
                 *       goes on.
                 * </ul>
                 */
                public final class Split extends Component {
                """;

        assertThat(new ComponentPage(type, source).text())
                .contains(
                        "\n\nTakes messages apart, one for each item.\n\nTakes `a` apart.\n\n```yaml\ncomponents:\n  x: { type: split }\n```\n\n"
                                + "See:\n\n- `by`: one < two\n  goes on.\n\n## Ports\n\n| port | direction | data | what |\n|---|---|---|---|\n| `in` | in | any |")
                .contains("| `by` | `lines`, `json`, `list` | | instead of a field:");
    }
}
