package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rflow.component.ComponentRunner;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.message.MessageException;
import org.rflow.testing.ComponentTester;

/** {@code json_parse} and {@code json_format}. */
final class JsonTest {
    private static final String ALL =
            "{\"n\":null,\"t\":true,\"i\":-9223372036854775808,\"d\":0.1,\"s\":\"\\u00e9\\n\",\"l\":[1,[2.5,{}]],\"o\":{\"l\":[null]}}";

    @Test
    void makesTheSameTextAgainOfWhatItHasParsed() {
        Message document =
                ComponentTester.of(JsonParse::new).send(ALL).sent("out").get(0);

        assertThat(document.type()).isEqualTo(Documents.TYPE);
        ComponentTester.of(JsonFormat::new).send(document).expect("out", ALL.replace("\\u00e9", "é"));
    }

    @Test
    void parsesWhatCrossedTheWire() {
        Message document =
                ComponentTester.of(JsonParse::new).send(ALL).sent("out").get(0);
        byte[] bytes = new byte[document.encodedLength()];
        document.writeTo((from, offset, length) -> System.arraycopy(from, offset, bytes, 0, length));
        Message received = Message.encoded(document.type(), document.headers(), bytes, 0, bytes.length);

        assertThat(Json.read(Json.write(received.data()))).isEqualTo(Json.read(ALL));
    }

    @Test
    void parsesRawBytesAsUtf8() {
        ComponentTester.of(JsonParse::new)
                .send(Message.of("{\"a\":\"é\"}".getBytes(StandardCharsets.UTF_8)))
                .expect("out", Map.of("a", "é"));
    }

    @Test
    void parsesTheContentOfRequestsAndResponses() {
        GenericRecord request = HttpTypes.REQUEST.newRecord();
        request.put("path", "/orders");
        request.put("content", ByteBuffer.wrap("{\"a\":\"é\"}".getBytes(StandardCharsets.UTF_8)));

        ComponentTester.of(JsonParse::new)
                .send(
                        Message.of(HttpTypes.REQUEST, request),
                        Message.of(HttpTypes.RESPONSE, HttpTypes.response(200, Map.of(), new byte[] {'{', '}'})))
                .expect("out", Map.of("a", "é"), Map.of());
    }

    @Test
    void makesRowsOfTexts() {
        ComponentTester.of(JsonParse::new)
                .option("as", "row")
                .send("{\"n\":null,\"t\":true,\"i\":5,\"d\":1.50,\"s\":\"x\",\"l\":[1,{\"a\":2}]}")
                .expect("out", Map.of("n", "", "t", "true", "i", "5", "d", "1.50", "s", "x", "l", "[1,{\"a\":2}]"));
    }

    @Test
    void keepsTheDigitsOfNumbersInRowsAsTheyAreWritten() {
        ComponentTester.of(JsonParse::new)
                .option("as", "row")
                .send(
                        "{\"i\":123456789012345678901234567890,\"d\":0.12345678901234567890,\"e\":-1E400,\"l\":[1.50,9223372036854775808]}")
                .expect(
                        "out",
                        Map.of(
                                "i", "123456789012345678901234567890",
                                "d", "0.12345678901234567890",
                                "e", "-1E400",
                                "l", "[1.50,9223372036854775808]"));
    }

    @Test
    void leavesOutAByteOrderMark() {
        ComponentTester.of(JsonParse::new).send("\uFEFF{\"a\":1}").expect("out", Map.of("a", 1L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a\":1,}",
                "{\"a\":1}{}",
                "{\"a\":1,\"a\":2}",
                "{a:1}",
                "[1]",
                "5",
                "null",
                "{\"a\":NaN}",
                "{\"a\":1e400}",
                "{\"a\":01}",
                "{'a':1}"
            })
    void sendsWhatIsNoJsonObjectToErrored(String text) {
        ComponentTester.of(JsonParse::new).send(text).expect("out").expect("errored", text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"a": 1, x}         | the text is no JSON, at line 1, column 10
                    {"a": 1} 2          | the text goes on behind its JSON value, at line 1, column 10
                    [1]                 | the JSON is no object but a list
                    null                | the JSON is no object but a lone value
                    {"a": 1e400}        | the number at line 1, column 7 is too large; the largest is 1.7976931348623157E308
                    {"a": 9223372036854775808} | the whole number at line 1, column 7 does not fit 64 bits; write it as a text, or make rows, which keep its digits
                    {"a": "\\ud800b"} | the text at line 1, column 7 has half of a surrogate pair, which is no character
                    {"\\udc00": 1}    | the name at line 1, column 2 has half of a surrogate pair, which is no character
                    """)
    void saysWhereATextIsNoJson(String text, String reason) {
        assertThat(errorOf(text)).startsWith(reason);
    }

    private static String errorOf(String text) {
        Message errored =
                ComponentTester.of(JsonParse::new).send(text).sent("errored").get(0);
        return errored.properties().getOrDefault(ComponentRunner.ERROR, "none").replaceFirst("tested: ", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":NaN}",
                "{\"a\":1}{",
                "{\"a\":[1",
                "{'a':1}",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\q\"}",
                "{\"a\":1.}",
                "{\"a\":tru}",
                "{\"a\":]",
                "{\"a\":/**/1}"
            })
    void saysNothingOfTheParserItUses(String text) {
        assertThat(errorOf(text))
                .doesNotContain("`", "Feature", "Constraints", "Source", "enable")
                .matches("the text .* at line \\d+, column \\d+.*");
    }

    @Test
    void saysWhereATextIsNestedTooDeepOrANumberTooLong() {
        assertThat(errorOf("{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}"))
                .isEqualTo("the text is no JSON, at line 1, column 206:"
                        + " Document nesting depth (201) exceeds the maximum allowed (200)");
        assertThat(errorOf("{\"a\":" + "1".repeat(2000) + "}"))
                .endsWith("Number value length (2000) exceeds the maximum allowed (1000)");
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        String deep = "{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}";

        ComponentTester.of(JsonParse::new).send(deep).expect("errored", deep);
    }

    @Test
    void takesOtherNumbersForTheNearestThatHave64Bits() {
        assertThat(Json.read("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(Json.read("9223372036854775808.0")).isEqualTo(0x1p63);
        assertThat(Json.read("0.12345678901234567890")).isEqualTo(0.12345678901234568);
    }

    @Test
    void formatsEveryTypeOfMessage() {
        GenericRecord tick = CoreTypes.TICK.newRecord();
        tick.put("name", "a\"b");
        tick.put("timestamp", 5L);

        ComponentTester.of(JsonFormat::new)
                .send(5, "text", Map.of("a", "1"), new byte[] {1, 2}, Message.of(CoreTypes.TICK, tick))
                .expect(
                        "out",
                        "5",
                        "\"text\"",
                        "{\"a\":\"1\"}",
                        "{\"raw\":\"AQI=\"}",
                        "{\"name\":\"a\\\"b\",\"timestamp\":5}");
    }

    @Test
    void indentsForPeople() {
        ComponentTester.of(JsonFormat::new)
                .option("indent", "true")
                .send(Map.of("a", "1"))
                .expect("out", "{\n  \"a\" : \"1\"\n}");
    }

    @Test
    void saysThatJsonHasNoInfinity() {
        assertThatThrownBy(() -> Json.write(1 / 0.0))
                .isInstanceOf(MessageException.class)
                .hasMessage("JSON has no number Infinity");
    }

    @Test
    void documentsHaveTheSchemaOfTheFile() throws Exception {
        String schema = Files.readString(Path.of("..", "schemas", "data", "Document.avsc"));

        assertThat(new Schema.Parser().parse(schema)).isEqualTo(Documents.TYPE.schema());
    }

    @Test
    void filtersAndCountsSeeTheFieldsOfDocuments() {
        Message document = ComponentTester.of(JsonParse::new)
                .send("{\"city\":\"Oslo\",\"of\":{\"cost\":[5]}}")
                .sent("out")
                .get(0);

        ComponentTester.of(Filter::new)
                .option("expression", "data.of.cost[0] > 4 && data.city == 'Oslo'")
                .send(document)
                .expect("filtered", document);
        ComponentTester.of(Count::new)
                .option("by", "city,of")
                .send(document)
                .expect("out", Map.of("city", "Oslo", "of", "{\"cost\":[5]}", "count", "1"));
    }
}
