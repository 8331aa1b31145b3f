package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rflow.component.ComponentRunner;
import org.rflow.message.CoreTypes;
import org.rflow.message.DataType;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;

final class MapTest {
    private static final DataType ORDER = DataType.of("Order", """
            {"type": "record", "name": "Order", "fields": [
              {"name": "count", "type": "int"},
              {"name": "note", "type": ["null", "string"], "default": null}]}""");

    private static ComponentTester map() {
        return ComponentTester.of(org.rflow.components.Map::new);
    }

    @Test
    void setsFieldsOfARowToTexts() {
        map().option("set", "total = int(data.count) * 2,city = data.city.upperAscii(),half = 0.5")
                .send(Map.of("count", "3", "city", "Oslo"))
                .expect("out", Map.of("count", "3", "city", "OSLO", "total", "6", "half", "0.5"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            18446744073709551615u | the uint 18446744073709551615 is too large for a message, whose whole numbers end at 9223372036854775807; make it a text by 'string(...)'
            [9223372036854775808u] | the uint 9223372036854775808 is too large for a message, whose whole numbers end at 9223372036854775807; make it a text by 'string(...)'
            type(1)               | a type cannot be in a message; make it a text, a number, true or false
            timestamp('2020-01-01T00:00:00Z') | a timestamp cannot be in a message; make it a text by 'string(...)'
            duration('1s')        | a duration cannot be in a message; make it a text by 'string(...)'
            """)
    void saysWhatCannotBeInAMessage(String expression, String reason) {
        Message errored = map().option("set", "x = " + expression)
                .send(Map.of("a", "1"))
                .sent("errored")
                .get(0);

        assertThat(errored.properties()).containsEntry(ComponentRunner.ERROR, "tested: " + reason);
    }

    @Test
    void takesUnsignedNumbersThatFit() {
        map().option("set", "x = 9223372036854775807u")
                .option("as", "document")
                .send(3)
                .expect("out", Map.of("x", Long.MAX_VALUE));
    }

    @Test
    void letsEveryExpressionSeeTheMessageAsItCame() {
        map().option("set", "a = data.b,b = data.a")
                .send(Map.of("a", "1", "b", "2"))
                .expect("out", Map.of("a", "2", "b", "1"));
    }

    @Test
    void keepsTheOrderOfFieldsAndPutsNewOnesBehind() {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("z", "1");
        row.put("y", "2");

        var sent = map().option("set", "a = 'new',z = 'old'").send(row).sent("out");

        assertThat(((Map<?, ?>) sent.get(0).data()).keySet().toArray()).containsExactly("z", "y", "a");
    }

    @Test
    void removesFieldsAndKeepsOnlyThoseThatAreSet() {
        map().option("remove", "a,c").send(Map.of("a", "1", "b", "2")).expect("out", Map.of("b", "2"));
        map().option("only", "true")
                .option("set", "b = data.a")
                .send(Map.of("a", "1", "c", "2"))
                .expect("out", Map.of("b", "1"));
    }

    @Test
    void makesADocumentOfAMessageWithoutFields() {
        map().option("set", "n = data,square = data * data,even = data % 2 == 0")
                .send(3)
                .expect("out", Map.of("n", 3L, "square", 9L, "even", false));
    }

    @Test
    void makesDocumentsThatHoldListsAndMapsForFurtherExpressions() {
        Message made = map().option("as", "document")
                .option("set", "parts = data.text.split(' '),more = {'of': [1\\, null]}")
                .send(Map.of("text", "a b"))
                .sent("out")
                .get(0);

        assertThat(made.type()).isEqualTo(Documents.TYPE);
        map().option("set", "second = data.parts[1],none = data.more.of[1]")
                .option("remove", "parts,more,text")
                .send(made)
                .expect("out", withNull(Map.of("second", "b"), "none"));
    }

    private static Map<String, Object> withNull(Map<String, Object> others, String name) {
        Map<String, Object> map = new HashMap<>(others);
        map.put(name, null);
        return map;
    }

    @Test
    void keepsTheTypeOfARecordOfWhichFieldsAreChanged() {
        GenericRecord order = ORDER.newRecord();
        order.put("count", 1);

        Message changed = map().option("set", "count = data.count + 1,note = 'twice'")
                .send(Message.of(ORDER, order))
                .sent("out")
                .get(0);

        assertThat(changed.type()).isEqualTo(ORDER);
        assertThat(changed.record().get("count")).isEqualTo(2);
        assertThat(changed.record().get("note")).hasToString("twice");
        assertThat(order.get("count")).isEqualTo(1);
    }

    @Test
    void makesADocumentOfARecordThatGetsNewFields() {
        GenericRecord order = ORDER.newRecord();
        order.put("count", 1);

        map().option("set", "more = data.count + 1")
                .send(Message.of(ORDER, order))
                .expect("out", withNull(Map.of("count", 1L, "more", 2L), "note"));
    }

    @Test
    void sendsARecordThatAValueDoesNotFitToErrored() {
        GenericRecord order = ORDER.newRecord();
        order.put("count", 1);

        var tester = map().option("set", "count = 'many'").send(Message.of(ORDER, order));

        assertThat(tester.sent("errored"))
                .singleElement()
                .satisfies(message -> assertThat(message.properties().get(ComponentRunner.ERROR))
                        .isEqualTo("tested: field 'count' cannot be \"many\"; its type is int"));
    }

    @Test
    void setsPropertiesAndLeavesTheDataAlone() {
        Message sent = map().option("properties", "size = string(size(data)),type = type")
                .send("abc")
                .sent("out")
                .get(0);

        assertThat(sent.type()).isEqualTo(CoreTypes.TEXT);
        assertThat(sent.text()).isEqualTo("abc");
        assertThat(sent.properties()).isEqualTo(Map.of("size", "3", "type", CoreTypes.TEXT.name()));
    }

    @Test
    void sendsWhatAnExpressionHasNoAnswerForToErrored() {
        map().option("set", "n = int(data.count)")
                .send(Map.of("count", "many"), Map.of("count", "1"), Map.of())
                .expect("out", Map.of("count", "1", "n", "1"))
                .expect("errored", Map.of("count", "many"), Map.of());
    }

    @Test
    void refusesWhatIsNoAssignment() {
        map().option("set", "data.a").expectProblem("option 'set': 'data.a' is not of the form 'name = expression'");
        map().option("set", "a == b").expectProblem("'a == b' is not of the form");
        map().option("set", "a = 1,a = 2").expectProblem("option 'set' has 'a' twice");
        map().option("set", "a = data.").expectProblem("option 'set', 'a': ERROR");
    }
}
