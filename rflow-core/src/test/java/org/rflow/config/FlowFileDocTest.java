package org.rflow.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rflow.model.Problems;
import org.rflow.model.Setting;

/** Holds {@code docs/flow-file.md}, and the flows in {@code docs/external.md}, to the truth. */
final class FlowFileDocTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "flow-file.md");
    private static final Path EXTERNAL = Path.of("..", "docs", "external.md");
    private static final Pattern SNIPPET = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");

    @ParameterizedTest
    @MethodSource("snippets")
    void everySnippetIsAFlow(String snippet) {
        Problems problems = new Problems();

        FlowDocument document =
                new FlowReader(Map.of("HOME", "/home/ada")).read("snippet", snippet, Map.of(), problems);

        assertThatCode(() -> problems.throwIfAny(document.locations())).doesNotThrowAnyException();
        assertThat(document.warnings()).isEmpty();
    }

    @Test
    void everySettingIsExplained() throws IOException {
        String text = Files.readString(DOCUMENT);

        for (Setting setting : Setting.values()) {
            assertThat(text).contains("`" + setting.key() + "`");
        }
    }

    static List<String> snippets() throws IOException {
        List<String> snippets = SNIPPET.matcher(Files.readString(DOCUMENT) + Files.readString(EXTERNAL))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(snippets).hasSizeGreaterThan(5);
        return snippets;
    }
}
