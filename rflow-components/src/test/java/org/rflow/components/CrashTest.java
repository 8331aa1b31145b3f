package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rflow.component.ComponentRunner;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.ComponentTester.Mode;

final class CrashTest {

    @Test
    void failsOnOneMessageAndPassesTheOthersOn() {
        var tester = ComponentTester.of(Crash::new)
                .modes(Mode.ITEM_BY_ITEM, Mode.ALL_AT_ONCE, Mode.REFUSING)
                .option("at", "2")
                .send(1, 2, 3);

        tester.expect("out", 1, 3).expect("errored", 2);
        assertThat(tester.sent("errored").get(0).properties().get(ComponentRunner.ERROR))
                .isEqualTo("tested: message 2 fails on purpose");
    }

    @Test
    void endsTheProcessOrHangs() {
        List<String> done = new ArrayList<>();

        ComponentTester.of(() -> new Crash(code -> done.add("exit " + code), () -> done.add("hang")))
                .modes(Mode.ITEM_BY_ITEM)
                .option("at", "1")
                .option("how", "exit")
                .option("exit_code", "7")
                .send(1)
                .expect("errored");
        ComponentTester.of(() -> new Crash(code -> done.add("exit " + code), () -> done.add("hang")))
                .modes(Mode.ITEM_BY_ITEM)
                .option("at", "1")
                .option("how", "hang")
                .send(1)
                .expect("errored");

        assertThat(done).containsExactly("exit 7", "hang");
    }

    @Test
    void goesWrongOnceOrAgainAfterARestart() {
        ComponentTester.of(Crash::new)
                .modes(Mode.RESTARTED)
                .option("at", "1")
                .send(1, 2, 3)
                .expect("out", 2, 3);
        ComponentTester.of(Crash::new)
                .modes(Mode.RESTARTED)
                .option("at", "1")
                .option("once", "false")
                .send(1, 2, 3)
                .expect("out");
    }

    @Test
    void refusesAMessageBeforeTheFirst() {
        ComponentTester.of(Crash::new).option("at", "0").expectProblem("option 'at': 0 is below 1");
    }
}
