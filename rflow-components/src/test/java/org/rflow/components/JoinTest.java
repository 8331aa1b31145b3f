package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rflow.component.ComponentRunner;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;

final class JoinTest {
    private static final Map<String, String> TEA = Map.of("order", "1", "item", "tea");
    private static final Map<String, String> MILK = Map.of("order", "2", "item", "milk");
    private static final Map<String, String> PAID = Map.of("order", "1", "cents", "250");

    private static ComponentTester join() {
        return ComponentTester.of(Join::new).option("by", "order").option("window", "1m");
    }

    @Test
    void joinsWhicheverComesFirst() {
        Map<String, String> both = Map.of("order", "1", "item", "tea", "cents", "250");

        join().sendTo("left", TEA).sendTo("right", PAID).expect("out", both).expect("unmatched");
        join().sendTo("right", PAID).sendTo("left", TEA).expect("out", both).expect("unmatched");
    }

    @Test
    void joinsEachWithEachOfTheSameKey() {
        join().sendTo("left", TEA, Map.of("order", "1", "item", "cup"), MILK)
                .sendTo("right", PAID, Map.of("order", "1", "cents", "50"))
                .expect(
                        "out",
                        Map.of("order", "1", "item", "tea", "cents", "250"),
                        Map.of("order", "1", "item", "cup", "cents", "250"),
                        Map.of("order", "1", "item", "tea", "cents", "50"),
                        Map.of("order", "1", "item", "cup", "cents", "50"))
                .expect("unmatched", MILK);
    }

    @Test
    void doesNotJoinWhatCameBeforeTheWindow() {
        join().sendTo("left", TEA)
                .advance(Duration.ofSeconds(60))
                .sendTo("right", PAID)
                .expect("out")
                .expect("unmatched", TEA, PAID);
    }

    @Test
    void sendsLeftOnesWithoutAPartnerWhenTheWindowIsOver() {
        join().option("kind", "left")
                .sendTo("left", TEA)
                .advance(Duration.ofSeconds(30))
                .sendTo("left", MILK)
                .sendTo("right", PAID)
                .advance(Duration.ofSeconds(59))
                .sendTo("right", Map.of("order", "3", "cents", "1"))
                .advance(Duration.ofSeconds(1))
                .expect("out", Map.of("order", "1", "item", "tea", "cents", "250"), MILK)
                .expect("unmatched", Map.of("order", "3", "cents", "1"));
    }

    @Test
    void givesAFieldThatBothHaveAPrefix() {
        join().sendTo("left", Map.of("order", "1", "note", "l"))
                .sendTo("right", Map.of("order", "1", "note", "r"))
                .expect("out", Map.of("order", "1", "note", "l", "right_note", "r"));
    }

    @Test
    void makesADocumentOfARowAndADocument() {
        Message paid = ComponentTester.of(JsonParse::new)
                .send("{\"order\": 1, \"cents\": 250}")
                .sent("out")
                .get(0);

        join().sendTo("left", TEA)
                .sendTo("right", paid)
                .expect("out", Map.of("order", "1", "item", "tea", "cents", 250L));
    }

    @Test
    void tellsKeysOfSeveralFieldsApart() {
        join().option("by", "a,b")
                .sendTo("left", Map.of("a", "1,2", "b", "3"))
                .sendTo("right", Map.of("a", "1", "b", "2,3"))
                .expect("out");
    }

    @Test
    void hasAnErrorForMoreThanItMayKeep() {
        var tester = join().option("max_waiting", "1").sendTo("left", TEA, MILK).sendTo("right", PAID);

        tester.expect("errored", MILK, PAID).expect("unmatched", TEA);
        assertThat(tester.sent("errored").get(0).properties().get(ComponentRunner.ERROR))
                .isEqualTo(
                        "tested: 1 messages wait for partners already; a larger 'max_waiting' or a smaller 'window' is needed");
    }

    @Test
    void sendsWhatHasNotTheFieldToErrored() {
        join().sendTo("left", Map.of("a", "b"), 5).expect("out").expect("errored", Map.of("a", "b"), 5);
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        join().option("window", "0").expectProblem("option 'window': must be above 0");
        join().option("by", "").expectProblem("option 'by' is empty");
        join().option("by", "a,a").expectProblem("[a, a] names a field twice");
    }
}
