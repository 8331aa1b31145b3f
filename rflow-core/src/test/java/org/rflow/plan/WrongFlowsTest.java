package org.rflow.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rflow.config.FlowDocument;
import org.rflow.config.FlowReader;
import org.rflow.model.InvalidFlowException;
import org.rflow.model.Problems;

/**
 * The table of wrong flow files in {@code wrong-flows.txt}: {@code === title}, the file, {@code ---}, and what a user is told. {@code \t} stands
 * for a tab.
 */
final class WrongFlowsTest {

    @ParameterizedTest
    @MethodSource("cases")
    void tellsWhatIsWrongWhereAndWhatWouldBeRight(WrongFlow wrong) {
        assertThat(complaints(wrong.file())).isEqualTo(wrong.expected());
    }

    @Test
    void tableIsLarge() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(60);
    }

    static String complaints(String file) {
        Problems problems = new Problems();
        FlowDocument document = new FlowReader(Map.of("HOME", "/home/ada")).read("flow.yaml", file, Map.of(), problems);
        Findings findings = new Planner(TestingTypes.ALL).check(document.flow(), document.locations());
        problems.addAll(findings.problems());
        if (!problems.isEmpty()) {
            return String.valueOf(new InvalidFlowException(problems.list(), document.locations()).getMessage());
        }
        return Stream.concat(document.warnings().stream(), findings.warnings().stream())
                .map(warning -> "WARN " + document.locations().describe(warning))
                .collect(Collectors.joining("\n"));
    }

    static List<WrongFlow> cases() throws IOException {
        try (InputStream in = WrongFlowsTest.class.getResourceAsStream("wrong-flows.txt")) {
            assertThat(in).isNotNull();
            String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(table.split("(?m)^=== "))
                    .filter(part -> !part.isBlank())
                    .map(WrongFlow::parse)
                    .toList();
        }
    }

    record WrongFlow(String title, String file, String expected) {
        static WrongFlow parse(String part) {
            int endOfTitle = part.indexOf('\n');
            int rule = part.lastIndexOf("\n---\n");
            String file = part.substring(endOfTitle + 1, rule + 1).replace("\\t", "\t");
            return new WrongFlow(
                    part.substring(0, endOfTitle),
                    file,
                    part.substring(rule + "\n---\n".length()).strip());
        }

        @Override
        public String toString() {
            return title;
        }
    }
}
