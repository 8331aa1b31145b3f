package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rflow.component.ComponentRunner;
import org.rflow.message.DataType;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;

final class FilterTest {
    private static final DataType ORDER = DataType.of("Order", """
            {"type":"record","name":"Order","fields":[
              {"name":"id","type":"int"},
              {"name":"price","type":"float"},
              {"name":"customer","type":{"type":"record","name":"Customer","fields":[
                {"name":"name","type":"string"}]}},
              {"name":"tags","type":{"type":"array","items":"string"}},
              {"name":"state","type":{"type":"enum","name":"State","symbols":["OPEN","SHUT"]}},
              {"name":"note","type":["null","string"]},
              {"name":"key","type":"bytes"},
              {"name":"counts","type":{"type":"map","values":"int"}}]}""");

    @Test
    void sendsEvenNumbersOneWayAndOddTheOther() {
        ComponentTester.of(Filter::new)
                .option("expression", "data % 2 == 0")
                .send(0, 1, 2, 3, 4)
                .expect("filtered", 0, 2, 4)
                .expect("dropped", 1, 3)
                .expect("errored");
    }

    @Test
    void sendsWhatHasNoAnswerToErroredWithTheReason() {
        var tester = ComponentTester.of(Filter::new)
                .option("expression", "int(data['cost']) > 10")
                .send(Map.of("cost", "11"), Map.of("cost", "much"), Map.of("price", "11"), Map.of("cost", "1"));

        tester.expect("filtered", Map.of("cost", "11"))
                .expect("dropped", Map.of("cost", "1"))
                .expect("errored", Map.of("cost", "much"), Map.of("price", "11"));
        assertThat(tester.sent("errored").get(1).properties().get(ComponentRunner.ERROR))
                .startsWith("tested: the expression has no answer: ")
                .contains("cost");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data.id == 7 && data.price > 1.0",
                "data.customer.name.startsWith('A')",
                "'new' in data.tags && size(data.tags) == 2",
                "data.state == 'OPEN'",
                "data.note == null",
                "data.key == b'ab'",
                "data.counts['a'] + 1 == 4",
                "data.counts.all(name, data.counts[name] > 2)",
                "data.exists(field, field == 'price')",
                "has(data.note) && !has(data.other)",
                "type == 'Order'",
                "properties['from'] == 'test'",
                "data.customer.name.lowerAscii() == 'ada'",
                "math.greatest(data.id, 3) == 7",
                "data.customer.name.matches('^A.a$')",
            })
    void seesRecordsAsMaps(String expression) {
        Message message = Message.of(ORDER, order()).withProperty("from", "test");

        ComponentTester.of(Filter::new)
                .option("expression", expression)
                .send(message)
                .expect("filtered", message);
    }

    private static GenericRecord order() {
        GenericRecord customer =
                new GenericData.Record(ORDER.schema().getField("customer").schema());
        customer.put("name", "Ada");
        GenericRecord order = new GenericData.Record(ORDER.schema());
        order.put("id", 7);
        order.put("price", 1.5f);
        order.put("customer", customer);
        order.put("tags", List.of("new", "big"));
        order.put(
                "state",
                new GenericData.EnumSymbol(ORDER.schema().getField("state").schema(), "OPEN"));
        order.put("note", null);
        order.put("key", ByteBuffer.wrap(new byte[] {'a', 'b'}));
        order.put("counts", Map.of("a", 3));
        return order;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            data % 2       | expected type 'bool'
            data ==        | expression
            price > 3      | undeclared reference to 'price'
            [true]         | expected type 'bool'
            """)
    void refusesAnExpressionThatCannotBeTrueOrFalse(String expression, String problem) {
        ComponentTester.of(Filter::new).option("expression", expression).expectProblem(problem);
    }

    @Test
    void needsAnExpression() {
        ComponentTester.of(Filter::new).expectProblem("component 'tested' needs option 'expression': CEL over data");
    }
}
