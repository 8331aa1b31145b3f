package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rflow.component.ComponentRunner;
import org.rflow.testing.ComponentTester;

final class ExecTest {
    @Test
    void refusesOptionsThatCannotBe() {
        ComponentTester.of(Exec::new).expectProblem("needs option 'command'");
        exec().option("mode", "stream").expectProblem("'stream' is not one of message, pipe");
        exec().option("parallel", "0").expectProblem("'parallel': 0 is not between 1 and 1000");
        exec().option("queue", "-1").expectProblem("'queue': -1 is not between 0 and 1000000");
        exec().option("timeout", "0").expectProblem("'timeout': must be at least 1ms");
    }

    @Test
    void aPipeTakesNoTextOfSeveralLines() {
        ComponentTester tester = exec().option("mode", "pipe").send("a\nb");

        tester.expect("out").expect("errored", "a\nb");
        assertThat(tester.sent("errored").get(0).properties())
                .containsEntry(
                        ComponentRunner.ERROR,
                        "tested: the text has several lines; mode 'pipe' takes one, or 'framing: length'");
    }

    private static ComponentTester exec() {
        return ComponentTester.of(Exec::new).option("command", "cat");
    }
}
