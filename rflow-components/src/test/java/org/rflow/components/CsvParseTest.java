package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rflow.component.ComponentRunner;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;

final class CsvParseTest {

    @Test
    void makesARowOfEachRecord() {
        var tester = ComponentTester.of(CsvParse::new)
                .option("columns", "name,city")
                .send("Ada,London", "\"Noether, Emmy\",\"Erlangen\"", ",");

        tester.expect(
                "out",
                Map.of("name", "Ada", "city", "London"),
                Map.of("name", "Noether, Emmy", "city", "Erlangen"),
                Map.of("name", "", "city", ""));
        assertThat(tester.sent("out")).allSatisfy(row -> assertThat(row.type()).isEqualTo(CoreTypes.ROW));
    }

    @Test
    void keepsTheOrderOfTheColumnsOverTheWire() {
        var tester =
                ComponentTester.of(CsvParse::new).option("columns", "z,a,m,b").send("1,2,3,4");

        Message row = tester.sent("out").get(0);
        byte[] bytes = new byte[row.encodedLength()];
        row.writeTo((source, offset, length) -> System.arraycopy(source, offset, bytes, 0, length));
        Message received = Message.encoded(row.type(), row.headers(), bytes, 0, bytes.length);

        assertThat(((Map<?, ?>) row.data()).keySet()).map(String::valueOf).containsExactly("z", "a", "m", "b");
        assertThat(((Map<?, ?>) received.data()).keySet()).map(String::valueOf).containsExactly("z", "a", "m", "b");
        assertThat(received.data()).isEqualTo(row.data());
    }

    @Test
    void takesTheColumnsFromTheFirstRecordOfAFile() {
        ComponentTester.of(CsvParse::new)
                .option("columns_from", "data.csv")
                .file("data.csv", "\uFEFFname,\"the \"\"city\"\"\n of\"\r\nAda,London\r\n")
                .send("Ada,London")
                .expect("out", Map.of("name", "Ada", "the \"city\"\n of", "London"));
    }

    @Test
    void sendsRecordsWithAnotherNumberOfFieldsToErrored() {
        var tester = ComponentTester.of(CsvParse::new).option("columns", "a,b").send("1", "1,2,3", "1,\"2", "1,2");

        tester.expect("out", Map.of("a", "1", "b", "2")).expect("errored", "1", "1,2,3", "1,\"2");
        assertThat(tester.sent("errored"))
                .map(message -> message.properties().get(ComponentRunner.ERROR))
                .containsExactly(
                        "tested: the record has 1 fields, not 2",
                        "tested: the record has 3 fields, not 2",
                        "tested: field 2 has a quote that is not closed");
    }

    @Test
    void keepsProvenanceAndProperties() {
        var tester = ComponentTester.of(CsvParse::new)
                .option("columns", "a")
                .send(Message.of("1").withProperty("from", "here"));

        assertThat(tester.sent("out").get(0).properties()).containsEntry("from", "here");
    }

    @Test
    void makesAvroRecordsWithNamesThatAvroAllows() {
        var tester = ComponentTester.of(CsvParse::new)
                .option("columns", "Cost Total $,2nd,Cost Total %,plain")
                .option("as", "record")
                .option("record_type", "Strike")
                .send("1,2,3,4");

        Message message = tester.sent("out").get(0);
        GenericRecord record = (GenericRecord) message.data();

        assertThat(message.type().name()).isEqualTo("Strike");
        assertThat(record.getSchema().getFields())
                .map(Schema.Field::name)
                .containsExactly("Cost_Total__", "_2nd", "Cost_Total___2", "plain");
        assertThat(record.getSchema().getField("_2nd").doc()).isEqualTo("2nd");
        assertThat(List.of(record.get(0), record.get(1), record.get(2), record.get(3)))
                .map(String::valueOf)
                .isEqualTo(Arrays.asList("1", "2", "3", "4"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            columns      | a,a      | column 'a' is there twice
            columns      | ''       | there are no columns
            columns_from | none.csv | none.csv' cannot be read
            separator    | ;;       | option 'separator': ';;' is not one character
            as           | table    | option 'as': 'table' is not one of row, record
            as           | row      | set one of the options 'columns' and 'columns_from'
            """)
    void refusesOptionsThatCannotBe(String option, String text, String problem) {
        ComponentTester.of(CsvParse::new).option(option, text).expectProblem(problem);
    }
}
