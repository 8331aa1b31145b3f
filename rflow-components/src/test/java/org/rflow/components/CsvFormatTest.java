package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.rflow.component.ComponentRunner;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.message.ProcessingEvent;
import org.rflow.testing.ComponentTester;

final class CsvFormatTest {
    @Test
    void writesTheFieldsOfTheFirstRowInTheirOrder() {
        format().send(row("b", "1", "a", "2"), row("a", "4", "b", "3")).expect("out", "1,2", "3,4");
    }

    @Test
    void writesTheColumnsAskedForAndLeavesMissingOnesEmpty() {
        format().option("columns", "a,b,c")
                .send(row("c", "3", "a", "1", "x", "0"), row("x", "0"))
                .expect("out", "1,,3", ",,");
    }

    @Test
    void quotesSeparatorsQuotesAndLineEnds() {
        format().option("columns", "v,w")
                .send(
                        row("v", "a,b", "w", "say \"hi\""),
                        row("v", "two\nlines", "w", "\r"),
                        row("v", " blank ", "w", "a;b"))
                .expect("out", "\"a,b\",\"say \"\"hi\"\"\"", "\"two\nlines\",\"\r\"", " blank ,a;b");
    }

    @Test
    void quotesALoneEmptyFieldSoThatTheLineIsNotEmpty() {
        format().option("columns", "v").send(row("v", ""), row("v", "x")).expect("out", "\"\"", "x");
    }

    @Test
    void usesAnotherSeparator() {
        format().option("separator", "\t").send(row("a", "1,5", "b", "x\ty")).expect("out", "1,5\t\"x\ty\"");
    }

    @Test
    void sendsTheHeaderBeforeTheFirstRow() {
        format().option("header", "true").send(row("a,b", "1", "c", "2")).expect("out", "\"a,b\",c", "1,2");
    }

    @Test
    void sendsTheHeaderOfGivenColumnsEvenWithoutRows() {
        format().option("header", "true").option("columns", "a,b").expect("out", "a,b");
    }

    @Test
    void onlyTheFirstWorkerSendsTheHeader() {
        format().option("header", "true")
                .option("columns", "a,b")
                .worker(2, 2)
                .send(row("a", "1"))
                .expect("out", "1,");
    }

    @Test
    void writesRecordsWithNumbersAndNulls() {
        GenericRecord tick = CoreTypes.TICK.newRecord();
        tick.put("timestamp", 12L);

        format().send(Message.of(CoreTypes.TICK, tick)).expect("out", ",12");
    }

    @Test
    void keepsProvenanceAndProperties() {
        Message row = Message.of(Map.of("a", "1")).withProperty("p", "q").withEvent(ProcessingEvent.of("before"));

        List<Message> lines = format().send(row).sent("out");

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.type()).isEqualTo(CoreTypes.TEXT);
            assertThat(line.headers()).isEqualTo(row.headers());
        });
    }

    @Test
    void sendsARowWithFieldsThatTheFirstRowHadNotToErrored() {
        ComponentTester tester = format().send(row("a", "1"), row("a", "2", "b", "3"), row("a", "4"));

        tester.expect("out", "1", "4").expect("errored", row("a", "2", "b", "3"));
        assertThat(tester.sent("errored").get(0).properties().get(ComponentRunner.ERROR))
                .contains("[a, b] but the first one had [a]");
    }

    @Test
    void sendsWhatHasNoFieldsToErrored() {
        format().send("text", 5, row(), row("a", "1")).expect("out", "1").expect("errored", "text", 5, row());
    }

    @Test
    void refusesASeparatorThatNobodyCouldReadBack() {
        for (String separator : List.of("", ";;", "\"", "\n")) {
            format().option("separator", separator).expectProblem("is not one character other than a quote");
        }
    }

    private static ComponentTester format() {
        return ComponentTester.of(CsvFormat::new);
    }

    private static Map<String, String> row(String... namesAndValues) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }
}
