package org.rflow.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rflow.message.Received.encode;
import static org.rflow.message.Received.received;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GeneratedClassTest {
    private static final DataType OLD = DataType.of("Old", """
            {"type":"record","name":"Measurement","namespace":"org.rflow.message","fields":[
              {"name":"gone","type":{"type":"array","items":{"type":"map","values":"string"}}},
              {"name":"place","type":{"type":"record","name":"Place","fields":[
                {"name":"y","type":"float"},{"name":"note","type":"string"},{"name":"x","type":"int"}]}},
              {"name":"quality","type":{"type":"enum","name":"Quality","symbols":["ODD","BAD"]}},
              {"name":"checksum","type":{"type":"fixed","name":"Checksum","size":4}},
              {"name":"skipped","type":{"type":"fixed","name":"Skipped","size":3}},
              {"name":"price","type":"bytes"},
              {"name":"name","type":["string","bytes"]},
              {"name":"at","type":"int"},
              {"name":"number","type":"int"}]}""");

    @Test
    void sendsARecordAsDataOfItsSchemasName() {
        Message message = Message.of(new Place(1, 2, null));

        assertThat(message.type().name()).isEqualTo("org.rflow.message.Place");
        assertThat(message.type().schema()).isEqualTo(Place.SCHEMA$);
        assertThat(Message.of(new Place(3, 4, null)).type()).isSameAs(message.type());
    }

    @Test
    void givesBackWhatWasSent() {
        Measurement sent = Measurement.sample(7);

        Measurement received = received(Message.of(sent)).data(Measurement.class);

        assertThat(received).isEqualTo(sent);
        assertThat(received.get("at")).isEqualTo(Instant.ofEpochMilli(1_700_000_000_007L));
        assertThat(received.get("name")).isEqualTo("sensor 7");
        assertThat(received.get("quality")).isSameAs(Quality.BAD);
        assertThat(received.get("checksum")).isInstanceOf(Checksum.class);
        assertThat(received.get("price")).isEqualTo(new BigDecimal("12.34"));
        assertThat(received.get("place")).isEqualTo(new Place(3, 4.5, new Place(1, 2, null)));
        assertThat(received.get("big")).isEqualTo(new BigDecimal("1e100"));
    }

    @Test
    void givesEveryBranchOfAUnion() {
        Measurement sent = Measurement.sample(7);
        sent.put("remark", new Utf8("blå"));
        sent.put("place", null);
        sent.put("raw", 5L);
        sent.put("tags", Map.of("place", new Place(1, 2, null), "flag", false));

        Measurement received = received(Message.of(sent)).data(Measurement.class);

        assertThat(received.get("remark")).isEqualTo(new Utf8("blå"));
        assertThat(received.get("place")).isNull();
        assertThat(received.get("raw")).isEqualTo(5L);
        assertThat(received.get("tags")).isEqualTo(Map.of("place", new Place(1, 2, null), "flag", false));
    }

    @Test
    void writesTheBytesThatAvroWrites() throws IOException {
        Measurement record = Measurement.sample(7);
        record.put("remark", "text of any class");

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new SpecificDatumWriter<>(Measurement.SCHEMA$, SpecificData.getForClass(Measurement.class))
                .write(record, encoder);
        encoder.flush();
        assertThat(encode(Message.of(record))).isEqualTo(out.toByteArray());
    }

    @Test
    void letsAClassEncodeItselfWhereItCan() {
        int before = Place.ENCODED.get();

        byte[] bytes = encode(Message.of(new Place(-1, 0, new Place(1, 0, null))));

        assertThat(Place.ENCODED.get()).isEqualTo(before + 2);
        assertThat(bytes).hasSize(9 + 1 + 9 + 1);
    }

    @Test
    void isTheSameObjectInsideOneWorker() {
        Place place = new Place(1, 2, null);

        Message message = Message.of(place).withProperty("a", "b");

        assertThat(message.data(Place.class)).isSameAs(place);
    }

    @Test
    void decodesOnce() {
        Message message = received(Message.of(Measurement.sample(7)));

        assertThat(message.data(Measurement.class)).isSameAs(message.data(Measurement.class));
        assertThat(message.record()).isSameAs(message.record());
        assertThat(message.withProperty("a", "b").data(Measurement.class)).isSameAs(message.data(Measurement.class));
    }

    @Test
    void looksGenericTheSameWhetherItCameOverTheWireOrNot() {
        Message sent = Message.of(Measurement.sample(7));

        assertThat(sent.data()).isEqualTo(received(sent).data());
        assertThat(sent.text()).isEqualTo(received(sent).text()).contains("\"at\": 1700000000007");
        assertThat(sent.field("number")).contains("7");
        assertThat(sent.record().get("name")).isEqualTo("sensor 7");
        assertThat(sent.data(Measurement.class)).isEqualTo(Measurement.sample(7));
    }

    @Test
    void takesDataOfAnyOriginThatFits() {
        GenericRecord generic = DataType.of("Place", Place.SCHEMA$).newRecord();
        generic.put("x", 5);
        generic.put("y", 6.5);

        Message message = Message.of(DataType.of("Place", Place.SCHEMA$), generic);

        assertThat(message.data(Place.class)).isEqualTo(new Place(5, 6.5, null));
        assertThat(message.record()).isSameAs(generic);
    }

    @Test
    void sendsUnderTheNameOfAGivenType() {
        DataType type = DataType.of("Somewhere", Place.SCHEMA$.toString());
        Message question = Message.of(1).withProperty("a", "b");

        Message answer = question.answer(type, new Place(1, 2, null));

        assertThat(answer.type()).isSameAs(type);
        assertThat(answer.properties()).containsEntry("a", "b");
        assertThat(received(answer).data(Place.class)).isEqualTo(new Place(1, 2, null));
        assertThat(question.answer(new Place(1, 2, null)).type().name()).isEqualTo("org.rflow.message.Place");
    }

    @Test
    void refusesToWriteARecordAsDataOfAnotherSchema() {
        Message message = Message.of(OLD, new Place(1, 2, null));

        assertThat(message.isValid()).isFalse();
        assertThatThrownBy(message::encodedLength)
                .isInstanceOf(MessageException.class)
                .hasMessage("data does not fit the schema of type 'Old': "
                        + "the schema of org.rflow.message.Place is another one");
    }

    @Test
    void refusesToWriteARecordThatIsNotFilledIn() {
        assertThatThrownBy(() -> Message.of(new Measurement()).encodedLength())
                .isInstanceOf(MessageException.class)
                .hasMessageStartingWith("data does not fit the schema of type 'org.rflow.message.Measurement'");
    }

    @Test
    void readsWhatAnOlderSchemaWrote() {
        Message old = old("BAD", place());

        Measurement read = received(old).data(Measurement.class);

        assertThat(read.get("place")).isEqualTo(new Place(1, 2, null));
        assertThat(read.get("quality")).isSameAs(Quality.BAD);
        assertThat(read.get("number")).isEqualTo(5L);
        assertThat(read.get("at")).isEqualTo(Instant.ofEpochMilli(6));
        assertThat(read.get("name")).isEqualTo("old");
        assertThat(read.get("price")).isEqualTo(new BigDecimal("1.00"));
        assertThat(read.get("values")).isEqualTo(List.of());
        assertThat(read.get("big")).isEqualTo(BigDecimal.ONE);
        assertThat(read.get("raw")).isEqualTo(ByteBuffer.wrap("AB".getBytes(UTF_8)));
        assertThat(read.get("remark")).isNull();
    }

    @Test
    void givesEachRecordDefaultsOfItsOwn() {
        Measurement one = received(old("BAD", place())).data(Measurement.class);
        Measurement other = received(old("BAD", place())).data(Measurement.class);

        assertThat(one.get("values")).isNotSameAs(other.get("values"));
        assertThat(one.get("tags")).isNotSameAs(other.get("tags"));
        assertThat(one.get("raw")).isNotSameAs(other.get("raw"));
    }

    @Test
    void readsASymbolItDoesNotKnowAsTheDefaultOfTheEnum() {
        Measurement read = received(old("ODD", place())).data(Measurement.class);

        assertThat(read.get("quality")).isSameAs(Quality.UNKNOWN);
    }

    @Test
    void passesOnWhatAnOlderSchemaWroteAsItIs() {
        Message old = received(old("ODD", place()));
        byte[] before = encode(old);

        old.data(Measurement.class);

        assertThat(encode(old)).isEqualTo(before);
        assertThat(old.type()).isSameAs(OLD);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                    "string"                                                          | string
                    {"type":"array","items":"long"}                                   | array
                    {"type":"record","name":"Place","fields":[{"name":"x","type":"int"}]} | missing
                    """)
    void saysWhatIsInTheWay(String schema, String reason) {
        DataType type = DataType.of("Other", schema);

        assertThatThrownBy(() ->
                        Message.encoded(type, Headers.NONE, new byte[10], 0, 10).data(Place.class))
                .isInstanceOf(MessageException.class)
                .hasMessageStartingWith("data of type 'Other' does not decode as org.rflow.message.Place: ")
                .hasMessageContaining(reason);
    }

    @Test
    void saysWhenTheClassWasNotGenerated() {
        assertThatThrownBy(() -> Message.of(1).data(SpecificRecord.class))
                .isInstanceOf(MessageException.class)
                .hasMessageContaining("org.apache.avro.specific.SpecificRecord has no constructor without arguments");
    }

    @Test
    void refusesBytesThatConversionsRefuse() {
        GenericRecord record = DataType.of("M", Measurement.SCHEMA$).newRecord();
        Message good = received(Message.of(Measurement.sample(1)));
        good.record()
                .getSchema()
                .getFields()
                .forEach(field -> record.put(field.pos(), good.record().get(field.pos())));
        record.put("big", "no number");
        Message bad = received(Message.of(good.type(), record));

        assertThatThrownBy(() -> bad.data(Measurement.class))
                .isInstanceOf(MessageException.class)
                .hasMessageStartingWith("data of type 'org.rflow.message.Measurement' does not decode as")
                .hasMessageContaining("NumberFormatException");
    }

    @Test
    void callsOnlyRecordsARecord() {
        assertThatThrownBy(() -> Message.of("text").record())
                .isInstanceOf(MessageException.class)
                .hasMessage("data of type 'RFlow::Message::Data::Text' is not a record");
    }

    @Test
    void showsRecordsToExtensions() {
        DataTypes types = new DataTypes();
        types.extend("Somewhere", (data, fresh) -> {
            if (fresh) {
                ((Place) data).put("x", 9);
            }
        });
        DataType type = types.learn("Somewhere", Place.SCHEMA$.toString());

        assertThat(received(Message.of(type, new Place(0, 1, null))).data(Place.class))
                .isEqualTo(new Place(9, 1, null));
    }

    @Test
    void makesTheClassThatWasAskedForWhateverLoaderItIsFrom() {
        Class<? extends SpecificRecord> foreign = foreignMeasurement(new ExtensionLoader());

        for (Message message :
                List.of(Message.of(Measurement.sample(7)), received(Message.of(Measurement.sample(7))))) {
            SpecificRecord record = message.data(foreign);

            assertThat(record).isInstanceOf(foreign).isNotInstanceOf(Measurement.class);
            assertThat(List.of(record.get(4), record.get(5), record.get(7)))
                    .allSatisfy(
                            part -> assertThat(part.getClass().getClassLoader()).isSameAs(foreign.getClassLoader()));
            assertThat(encode(Message.of(record))).isEqualTo(encode(message));
        }
    }

    @Test
    void letsGoOfAClassLoaderThatNobodyUses() {
        WeakReference<ClassLoader> loader = used(new ExtensionLoader());

        Instant deadline = Instant.now().plusSeconds(30);
        while (loader.get() != null && Instant.now().isBefore(deadline)) {
            System.gc();
            Thread.onSpinWait();
        }

        assertThat(loader.get()).isNull();
    }

    private static WeakReference<ClassLoader> used(ClassLoader loader) {
        Message message = received(Message.of(Measurement.sample(7)));
        assertThat(message.data(foreignMeasurement(loader)).getClass().getClassLoader())
                .isSameAs(loader);
        return new WeakReference<>(loader);
    }

    private static Class<? extends SpecificRecord> foreignMeasurement(ClassLoader loader) {
        try {
            return loader.loadClass(Measurement.class.getName()).asSubclass(SpecificRecord.class);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Has its own copy of this package's classes, like an extension's loader. */
    private static final class ExtensionLoader extends ClassLoader {
        ExtensionLoader() {
            super(GeneratedClassTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("org.rflow.message.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = requireNonNull(getParent().getResourceAsStream(file), file)) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static GenericRecord place() {
        GenericRecord place = DataType.of("P", schemaOf("place")).newRecord();
        place.put("x", 1);
        place.put("y", 2f);
        place.put("note", "n");
        return place;
    }

    private static Message old(String quality, GenericRecord place) {
        GenericRecord record = OLD.newRecord();
        record.put("gone", List.of(Map.of("a", "b")));
        record.put("place", place);
        record.put("quality", new GenericData.EnumSymbol(schemaOf("quality"), quality));
        record.put("checksum", new Checksum(new byte[] {1, 2, 3, 4}));
        record.put("skipped", new GenericData.Fixed(schemaOf("skipped"), new byte[3]));
        record.put("price", ByteBuffer.wrap(new byte[] {100}));
        record.put("name", "old");
        record.put("at", 6);
        record.put("number", 5);
        return Message.of(OLD, record);
    }

    private static Schema schemaOf(String field) {
        return OLD.schema().getField(field).schema();
    }
}
