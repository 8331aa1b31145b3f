package org.rflow.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

final class DataTypesTest {
    private static final Map<String, String> FILES = Map.of(
            "RFlow::Message::Data::Raw", "Raw",
            "RFlow::Message::Data::Integer", "Integer",
            "RFlow::Message::Data::Text", "Text",
            "RFlow::Message::Data::Row", "Row",
            "RFlow::Message::Data::Log", "Log",
            "RFlow::Message::Clock::Tick", "Tick");

    private final DataTypes types = new DataTypes();

    @Test
    void shipsTheTypesOfTheSchemaFiles() {
        assertThat(CoreTypes.ALL).extracting(DataType::name).containsExactlyInAnyOrderElementsOf(FILES.keySet());
        for (DataType type : CoreTypes.ALL) {
            assertThat(types.find(type.name())).hasValue(type);
            assertThat(type.schemaText())
                    .isEqualTo(EnvelopeTest.schema("/schemas/data/" + FILES.get(type.name()) + ".avsc")
                            .toString());
        }
    }

    @Test
    void fillsTheDefaultsOfANewRecord() {
        GenericRecord log = CoreTypes.LOG.newRecord();

        assertThat(log).hasToString("{\"timestamp\": 0, \"level\": \"INFO\", \"text\": \"\"}");
        assertThat(Message.of(CoreTypes.RAW, CoreTypes.RAW.newRecord()).text()).isEmpty();
    }

    @Test
    void registersAvroTypesOnly() {
        assertThatThrownBy(() -> types.register("A", "xml", "\"string\""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Data serialization_type must be 'avro' for 'A'");
        assertThat(types.find("A")).isEmpty();
    }

    @Test
    void registersANameOnce() {
        DataType first = types.register("A", "avro", "\"string\"");

        assertThatThrownBy(() -> types.register("A", "avro", "\"long\""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Data type 'A' is already registered");
        assertThat(types.find("A")).hasValue(first);
    }

    @Test
    void refusesTextThatIsNoSchema() {
        List<String> texts = List.of(
                "",
                "null text",
                "{",
                "[]x",
                "{\"type\":\"record\"}",
                "{\"type\":\"record\",\"name\":\"A b\",\"fields\":[]}",
                "{\"type\":\"fixed\",\"name\":\"F\",\"size\":-1}",
                "\"undefined\"");

        for (String text : texts) {
            assertThatThrownBy(() -> types.register("A", "avro", text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Invalid schema");
        }
    }

    @Test
    void makesNoMessageOfATypeItDoesNotKnow() {
        assertThatThrownBy(() -> types.message("x", "data"))
                .isInstanceOf(MessageException.class)
                .hasMessage("Data type 'x' with serialization_type 'avro' not found");
    }

    @Test
    void agreesOnSchemasThatDifferInWhiteSpaceOnly() {
        DataType dense = DataType.of("A", "{\"type\":\"map\",\"values\":\"string\"}");
        DataType spaced = DataType.of("A", "{ \"type\": \"map\",\n  \"values\": \"string\" }");

        assertThat(spaced).isEqualTo(dense).hasSameHashCodeAs(dense);
        assertThat(spaced.fingerprint()).isEqualTo(dense.fingerprint());
    }

    @Test
    void learnsOtherVersionsBesideTheRegisteredOne() {
        DataType registered = types.register("A", "avro", "\"string\"");

        DataType learned = types.learn("A", "\"long\"");

        assertThat(types.find("A")).hasValue(registered);
        assertThat(types.find(registered.fingerprint(), "A")).hasValue(registered);
        assertThat(types.find(learned.fingerprint(), "A")).hasValue(learned);
        assertThat(types.find(learned.fingerprint(), "B")).isEmpty();
        assertThat(types.learn("A", " \"long\"")).isSameAs(learned);
        assertThatThrownBy(() -> types.learn("A", "{"))
                .isInstanceOf(MessageException.class)
                .hasMessageStartingWith("Invalid schema");
    }

    @Test
    void findsExtensionsByPrefixInTheOrderTheyWereAdded() {
        List<String> called = new ArrayList<>();
        DataExtension whole = (data, fresh) -> called.add("A::B::C");
        DataExtension first = (data, fresh) -> called.add("A");
        DataExtension second = (data, fresh) -> called.add("A::B");

        types.extend("A::B::C", whole);
        types.extend("A", first);
        types.extend("A::B", second);

        assertThat(types.extensions("A::B::C")).containsExactly(whole, first, second);
        assertThat(types.extensions("AB")).containsExactly(first);
        assertThat(types.extensions("B")).isEmpty();
        types.register("A::B::C", "avro", "\"string\"");
        types.message("A::B::C", "data");
        assertThat(called).containsExactly("A::B::C", "A", "A::B");
    }

    @Test
    void showsNewAndReceivedDataToExtensions() {
        types.register("Mine", "avro", "{\"type\":\"map\",\"values\":\"string\"}");
        types.extend("Mine", (data, fresh) -> {
            if (fresh) {
                asMap(data).putIfAbsent("colour", "red");
            }
        });
        List<Object> decoded = new ArrayList<>();
        types.extend("Mine", (data, fresh) -> {
            if (!fresh) {
                decoded.add(data);
            }
        });

        DataType mine = types.find("Mine").orElseThrow();
        List<Message> fresh = List.of(
                types.message("Mine", new LinkedHashMap<>(Map.of("size", "9"))),
                Message.of(mine, new LinkedHashMap<>(Map.of("size", "9"))),
                Message.of(1).answer(mine, new LinkedHashMap<>(Map.of("size", "9"))));
        Message bare = Message.of(DataType.of("Mine", mine.schemaText()), Map.of("size", "1"));

        assertThat(fresh).extracting(Message::data).containsOnly(Map.of("size", "9", "colour", "red"));
        for (Message received : List.of(throughBatch(bare), throughEnvelope(bare))) {
            decoded.clear();
            assertThat(received.data()).isEqualTo(Map.of("size", "1"));
            assertThat(decoded).containsExactly(received.data());
        }
    }

    @Test
    void extendsCoreTypesInOneRegistryOnly() {
        types.extend("RFlow::", (data, fresh) -> asMap(data).put("seen", "yes"));

        Message extended = throughBatch(Message.of(Map.of("a", "b")));

        assertThat(extended.data()).isEqualTo(Map.of("a", "b", "seen", "yes"));
        assertThat(extended.type()).isEqualTo(CoreTypes.ROW);
        assertThat(new DataTypes().find("RFlow::Message::Data::Row").orElseThrow())
                .isSameAs(CoreTypes.ROW);
    }

    private Message throughBatch(Message message) {
        BatchWriter writer = new BatchWriter(1000);
        writer.begin(1, 0);
        writer.append(message);
        BatchReader reader = new BatchReader();
        reader.wrap(writer.finish(), 0, types::find);
        assertThat(reader.next()).isTrue();
        return reader.message();
    }

    private Message throughEnvelope(Message message) {
        EnvelopeCodec codec = new EnvelopeCodec();
        return codec.decode(codec.typeName(message), codec.encode(message), types);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object data) {
        return (Map<String, Object>) data;
    }
}
