package org.rflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rflow.config.FlowDocument;
import org.rflow.config.FlowReader;
import org.rflow.model.Problem;
import org.rflow.model.Problems;

/** Flow files that slipped on the keyboard: whatever stands in them, they are read or refused, and nothing else happens. */
final class BrokenFlowsTest {
    private static final String PIECES = "{}[]:#,-&*!|>'\"%@`\\ \t\n\u0007\uFFFE0~$=xé";
    private static final int TRIES = 2000;

    private final Random random = new Random(20240607);

    @Test
    void neverEndInAnException() throws IOException {
        List<WrongFlowsTest.WrongFlow> flows = WrongFlowsTest.cases();
        int refused = 0;
        for (int i = 0; i < TRIES; i++) {
            String broken = breakUp(flows.get(i % flows.size()).file());

            List<Problem> problems = read(broken);

            refused += problems.isEmpty() ? 0 : 1;
            assertThat(problems)
                    .allSatisfy(problem -> assertThat(problem.text()).isNotBlank());
        }
        assertThat(refused).isGreaterThan(TRIES / 2);
    }

    private static List<Problem> read(String text) {
        Problems problems = new Problems();
        assertThatCode(() -> {
                    FlowDocument document = new FlowReader(Map.of()).read("flow.yaml", text, Map.of(), problems);
                    Planner planner = new Planner(TestingTypes.ALL);
                    problems.addAll(
                            planner.check(document.flow(), document.locations()).problems());
                    if (problems.isEmpty()) {
                        Stages.of(planner.plan(document.flow()));
                    }
                })
                .as(text)
                .doesNotThrowAnyException();
        return problems.list();
    }

    private String breakUp(String text) {
        StringBuilder broken = new StringBuilder(text);
        for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
            int at = random.nextInt(broken.length());
            int end = Math.min(broken.length(), at + random.nextInt(6));
            int piece = random.nextInt(PIECES.length());
            switch (random.nextInt(4)) {
                case 0 -> broken.insert(at, PIECES.charAt(piece));
                case 1 -> broken.setCharAt(at, PIECES.charAt(piece));
                case 2 -> broken.insert(random.nextInt(broken.length()), broken.substring(at, end));
                default -> broken.delete(at, end).append('\n');
            }
        }
        return broken.toString();
    }
}
