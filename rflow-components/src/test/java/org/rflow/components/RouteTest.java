package org.rflow.components;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rflow.testing.ComponentTester;

final class RouteTest {
    private static final Map<String, String> DEAR = Map.of("cost", "2000");
    private static final Map<String, String> MIDDLING = Map.of("cost", "500");
    private static final Map<String, String> FREE = Map.of("cost", "0");

    private static ComponentTester route() {
        return ComponentTester.of(Route::new).option("when", "dear = int(data.cost) > 1000,paid = int(data.cost) > 0");
    }

    @Test
    void sendsToTheFirstKeyWhoseConditionIsTrue() {
        route().send(DEAR, MIDDLING, FREE)
                .expect("out[dear]", DEAR)
                .expect("out[paid]", MIDDLING)
                .expect("otherwise", FREE)
                .expect("errored");
    }

    @Test
    void sendsToAllKeysWhoseConditionsAreTrue() {
        route().option("matches", "all")
                .send(DEAR, MIDDLING, FREE)
                .expect("out[dear]", DEAR)
                .expect("out[paid]", DEAR, MIDDLING)
                .expect("otherwise", FREE);
    }

    @Test
    void sendsWhatAConditionHasNoAnswerForToErroredOnly() {
        Map<String, String> odd = Map.of("cost", "much");

        route().send(odd, 5)
                .expect("out[dear]")
                .expect("out[paid]")
                .expect("otherwise")
                .expect("errored", odd, 5);
    }

    @Test
    void doesNotAskConditionsBehindTheFirstMatch() {
        ComponentTester.of(Route::new)
                .option("when", "small = data < 10,odd = data.oddness")
                .send(5)
                .expect("out[small]", 5)
                .expect("errored");
    }

    @Test
    void sendsNothingTwiceWhenALaterConditionFails() {
        ComponentTester.of(Route::new)
                .option("matches", "all")
                .option("when", "small = data < 10,odd = data.oddness")
                .send(5)
                .expect("out[small]")
                .expect("errored", 5);
    }

    @Test
    void refusesConditionsThatAreNone() {
        ComponentTester.of(Route::new).option("when", "a = 1 + 1").expectProblem("option 'when', 'a': ERROR");
        ComponentTester.of(Route::new).option("when", "data > 1").expectProblem("is not of the form");
        ComponentTester.of(Route::new).expectProblem("needs option 'when'");
    }
}
