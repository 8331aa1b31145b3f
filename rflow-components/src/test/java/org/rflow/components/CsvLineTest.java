package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rflow.message.MessageException;

final class CsvLineTest {

    @ParameterizedTest
    @MethodSource("records")
    void takesARecordApart(String record, List<String> fields) {
        CsvLine line = new CsvLine(',');

        int count = line.parse(record);

        assertThat(line.fields()).containsExactlyElementsOf(fields);
        assertThat(count).isEqualTo(fields.size());
    }

    static Stream<Arguments> records() {
        return Stream.of(
                record("a,b,c", "a", "b", "c"),
                record("", ""),
                record(",", "", ""),
                record("a,,", "a", "", ""),
                record("\"\"", ""),
                record("\"\",\"\"", "", ""),
                record("\"a,b\",c", "a,b", "c"),
                record("a,\"b\"\"c\"\"\"", "a", "b\"c\""),
                record("\"\"\"\",x", "\"", "x"),
                record("\"line\r\nbreak\",x", "line\r\nbreak", "x"),
                record("5\" pipe,\"x\"", "5\" pipe", "x"),
                record(" \"a\",b", " \"a\"", "b"),
                record("DBN,\"W. H. \"\"Bud\"\" Barron\",Dublin,", "DBN", "W. H. \"Bud\" Barron", "Dublin", ""),
                record("größe,日本", "größe", "日本"));
    }

    private static Arguments record(String record, String... fields) {
        return Arguments.of(record, List.of(fields));
    }

    @Test
    void refusesAQuoteThatIsNotClosed() {
        CsvLine line = new CsvLine(',');

        assertThatThrownBy(() -> line.parse("a,\"b,c"))
                .isInstanceOf(MessageException.class)
                .hasMessage("field 2 has a quote that is not closed");
    }

    @Test
    void refusesTextBehindAClosingQuote() {
        CsvLine line = new CsvLine(',');

        assertThatThrownBy(() -> line.parse("\"a\"b,c"))
                .isInstanceOf(MessageException.class)
                .hasMessage("field 1 goes on behind its closing quote");
    }

    @Test
    void forgetsTheRecordBefore() {
        CsvLine line = new CsvLine(';');
        assertThatThrownBy(() -> line.parse("1;2;\"3")).isInstanceOf(MessageException.class);

        line.parse("x;y");

        assertThat(line.fields()).containsExactly("x", "y");
    }

    @Test
    void readsBackWhateverIsQuoted() {
        Random random = new Random(42);
        CsvLine line = new CsvLine(',');
        for (int i = 0; i < 20_000; i++) {
            String[] fields = new String[1 + random.nextInt(20)];
            Arrays.setAll(fields, index -> field(random));
            List<String> quoted = new ArrayList<>();
            for (String field : fields) {
                boolean plain = field.indexOf(',') < 0 && field.indexOf('"') < 0 && random.nextBoolean();
                quoted.add(plain ? field : '"' + field.replace("\"", "\"\"") + '"');
            }

            line.parse(String.join(",", quoted));

            assertThat(line.fields()).containsExactly(fields);
        }
    }

    private static String field(Random random) {
        String letters = "ab,\"\n é";
        StringBuilder field = new StringBuilder();
        int length = random.nextInt(6);
        for (int i = 0; i < length; i++) {
            field.append(letters.charAt(random.nextInt(letters.length())));
        }
        return field.toString();
    }
}
