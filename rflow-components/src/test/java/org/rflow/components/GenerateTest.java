package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.ComponentTester.Mode;

final class GenerateTest {

    private static ComponentTester generate(String value) {
        return ComponentTester.of(Generate::new).option("value", value);
    }

    @Test
    void makesSoManyAndIsDone() {
        generate("n").option("count", "3").expect("out", 1, 2, 3);
        generate("n").option("count", "0").expect("out");
        ComponentTester.of(Generate::new)
                .option("text", "hello")
                .option("count", "2")
                .expect("out", "hello", "hello");
    }

    @Test
    void goesOnWhereItWasAfterRestarts() {
        generate("n * n")
                .option("count", "1000")
                .expect(
                        "out",
                        LongStream.rangeClosed(1, 1000).mapToObj(n -> n * n).toArray());
    }

    @Test
    void makesDocumentsRowsAndTexts() {
        var documents =
                generate("{'id': n, 'tags': ['a', null]}").option("count", "1").sent("out");
        var rows =
                generate("{'id': n, 'tags': ['a', null]}").option("count", "1").option("as", "row");

        assertThat(documents.get(0).type()).isEqualTo(Documents.TYPE);
        assertThat(Json.write(documents.get(0).data())).isEqualTo("{\"id\":1,\"tags\":[\"a\",null]}");
        rows.expect("out", Map.of("id", "1", "tags", "[\"a\",null]"));
        assertThat(generate("'user-' + string(n)").option("count", "1").sent("out"))
                .extracting(Message::type)
                .containsExactly(CoreTypes.TEXT);
    }

    @Test
    void knowsItsWorker() {
        generate("worker * 10 + n").option("count", "2").worker(3, 4).expect("out", 31, 32);
    }

    @Test
    void makesOneAtEachInterval() {
        var tester = generate("n").option("count", "4").option("interval", "10s");

        tester.advance(Duration.ofMillis(9999)).expect("out");
        tester.advance(Duration.ofMillis(1)).expect("out", 1);
        tester.advance(Duration.ofSeconds(10)).expect("out", 1, 2);
        tester.advance(Duration.ofSeconds(10))
                .advance(Duration.ofSeconds(10))
                .advance(Duration.ofMinutes(1))
                .expect("out", 1, 2, 3, 4);
    }

    @Test
    void makesSoManyASecond() {
        var tester = generate("n")
                .modes(Mode.ITEM_BY_ITEM, Mode.ALL_AT_ONCE, Mode.REFUSING)
                .option("rate", "20");
        for (int i = 0; i < 10; i++) {
            tester.advance(Duration.ofMillis(100));
        }

        assertThat(tester.sent("out")).hasSize(21);
    }

    @Test
    void makesUpForNoMoreThanASecond() {
        var tester = generate("n")
                .modes(Mode.ITEM_BY_ITEM)
                .option("interval", "500ms")
                .then(context -> {})
                .advance(Duration.ofMillis(500))
                .advance(Duration.ofHours(1));

        assertThat(tester.sent("out")).hasSizeBetween(3, 5);
    }

    @Test
    void refusesWhatMakesNoMessages() {
        generate("n +").expectProblem("option 'value': ERROR");
        generate("1.5").expectProblem("for n = 1 it gives 1.5; a message is a whole number, a text or a map");
        generate("1 / (n - 1)").expectProblem("option 'value': for n = 1 it has no answer");
        generate("n").option("text", "x").expectProblem("set one of the options 'value' and 'text'");
        generate("n").option("rate", "1").option("interval", "1s").expectProblem("set one of the options 'interval'");
        generate("n").option("rate", "0").expectProblem("option 'rate': 0 is not above 0");
    }
}
