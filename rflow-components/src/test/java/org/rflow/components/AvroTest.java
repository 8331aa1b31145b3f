package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rflow.component.ComponentRunner;
import org.rflow.message.CoreTypes;
import org.rflow.message.DataType;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;

/** {@code avro_format} and {@code avro_parse}. */
final class AvroTest {
    private static final String SCHEMA = """
            {"type": "record", "name": "Order", "namespace": "org.shop", "fields": [
              {"name": "count", "type": "int"},
              {"name": "note", "type": ["null", "string"], "default": null}]}""";

    private static final DataType ORDER = DataType.of("order", SCHEMA);

    private static Message order() {
        GenericRecord order = ORDER.newRecord();
        order.put("count", 2);
        order.put("note", "tea");
        return Message.of(ORDER, order).withProperty("p", "q");
    }

    private static ComponentTester format(String format) {
        return ComponentTester.of(AvroFormat::new).option("format", format);
    }

    private static ComponentTester parse(String format) {
        return ComponentTester.of(AvroParse::new)
                .file("order.avsc", SCHEMA)
                .option("schema", "order.avsc")
                .option("type", "order")
                .option("format", format);
    }

    @Test
    void encodesWhatAvroSpecifies() {
        format("binary").send(order()).expect("out", HexFormat.of().parseHex("040206746561"));
        format("json").send(order()).expect("out", "{\"count\":2,\"note\":{\"string\":\"tea\"}}");

        byte[] single = raw(format("single_object").send(order()).sent("out").get(0));
        assertThat(Arrays.copyOf(single, 2)).containsExactly(0xc3, 0x01);
        assertThat(Arrays.copyOfRange(single, 10, single.length))
                .isEqualTo(HexFormat.of().parseHex("040206746561"));
    }

    private static byte[] raw(Message message) {
        byte[] bytes = new byte[message.raw().remaining()];
        message.raw().get(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "single_object", "json"})
    void parsesWhatItHasFormatted(String format) {
        Message encoded = format(format).send(order()).sent("out").get(0);

        var tester = parse(format).send(encoded);

        tester.expect("out", order());
        assertThat(tester.sent("out").get(0).type()).isEqualTo(ORDER);
        assertThat(tester.sent("out").get(0).headers()).isEqualTo(order().headers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "single_object", "json"})
    void givesTextsAsOtherComponentsDo(String format) {
        Message encoded = format(format).send(Map.of("a", "1")).sent("out").get(0);

        Message row = ComponentTester.of(AvroParse::new)
                .file("row.avsc", CoreTypes.ROW.schemaText())
                .option("schema", "row.avsc")
                .option("format", format)
                .send(encoded)
                .sent("out")
                .get(0);

        assertThat(row.field("a")).contains("1");
        assertThat(row.data()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void makesRecordsOfASchemaFromDocuments() {
        Map<String, Object> document = new HashMap<>(Map.of("count", 2L));

        ComponentTester.of(AvroFormat::new)
                .file("order.avsc", SCHEMA)
                .option("schema", "order.avsc")
                .send(Message.of(Documents.TYPE, document))
                .expect("out", HexFormat.of().parseHex("0400"));
    }

    @Test
    void sendsWhatDoesNotFitTheSchemaToErrored() {
        var tester = ComponentTester.of(AvroFormat::new)
                .file("order.avsc", SCHEMA)
                .option("schema", "order.avsc")
                .send(Map.of("count", "2"), Message.of(Documents.TYPE, Map.of("count", 2L, "more", 1L)), 5);

        assertThat(tester.expect("out").sent("errored"))
                .extracting(message -> message.properties().get(ComponentRunner.ERROR))
                .containsExactly(
                        "tested: field 'data.count' cannot be \"2\"; its type is int",
                        "tested: field 'data' has no field 'more' inside",
                        "tested: field 'data' cannot be 5; its type is record");
    }

    @Test
    void sendsBytesThatDoNotDecodeToErrored() {
        byte[] cut = HexFormat.of().parseHex("0402067465");
        byte[] longer = HexFormat.of().parseHex("04020674656100");

        parse("binary").send(cut, longer, "text").expect("out").expect("errored", cut, longer, "text");
        parse("single_object").send(cut, longer).expect("errored", cut, longer);
        parse("json").send("{\"count\":\"2\"}", "{").expect("errored", "{\"count\":\"2\"}", "{");
    }

    @Test
    void namesTheTypeByItsSchemaWhenNotTold() {
        Message message = ComponentTester.of(AvroParse::new)
                .file("order.avsc", SCHEMA)
                .option("schema", "order.avsc")
                .send(HexFormat.of().parseHex("0400"))
                .sent("out")
                .get(0);

        assertThat(message.type().name()).isEqualTo("org.shop.Order");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "binary | '' | does not decode as order: it ends too early",
                "binary | 04 | does not decode as order: it ends too early",
                "binary | 0404 | does not decode as order: Union branch index out of range: must be in [0, 2), but received 2",
                "single_object | c3 | does not decode as order: Not enough header bytes"
            })
    void saysWhyBytesDoNotDecode(String format, String bytes, String reason) {
        assertThat(errorOf(parse(format).send(HexFormat.of().parseHex(bytes)))).isEqualTo("tested: " + reason);
    }

    @Test
    void saysThatDataIsNestedTooDeep() {
        byte[] deep = new byte[500_000];
        Arrays.fill(deep, (byte) 2);
        ComponentTester nested = ComponentTester.of(AvroParse::new)
                .file(
                        "list.avsc",
                        "{\"type\":\"record\",\"name\":\"List\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"List\"]}]}")
                .option("schema", "list.avsc");

        assertThat(errorOf(nested.send(deep))).isEqualTo("tested: does not decode as List: it is nested too deep");
    }

    private static String errorOf(ComponentTester tester) {
        return tester.sent("errored").get(0).properties().getOrDefault(ComponentRunner.ERROR, "none");
    }

    @Test
    void encodesAnyTypeByItsOwnSchema() {
        format("json").send(5, "text", Map.of("a", "1")).expect("out", "5", "\"text\"", "{\"a\":\"1\"}");
    }

    @Test
    void namesAFileThatIsNoSchema() {
        ComponentTester.of(AvroParse::new)
                .option("schema", "none.avsc")
                .expectProblem("none.avsc' cannot be read: there is no such file");
        ComponentTester.of(AvroParse::new).option("schema", ".").expectProblem("' cannot be read: Is a directory");
        ComponentTester.of(AvroFormat::new)
                .file("bad.avsc", "{".getBytes(StandardCharsets.UTF_8))
                .option("schema", "bad.avsc")
                .expectProblem("is no Avro schema");
    }

    @Test
    void keepsRawMessagesAsTheyAre() {
        Message raw = Message.of(new byte[] {1});

        assertThat(raw.type()).isEqualTo(CoreTypes.RAW);
        format("binary").send(raw).expect("out", new byte[] {2, 1});
    }
}
