package org.rflow.components;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/**
 * Makes of each message raw bytes, its data in Avro's binary encoding, or with {@code format: json} a text in Avro's JSON encoding, for programs
 * that know Avro and not RFlow. Provenance and properties stay.
 *
 * <pre>{@code
 * components:
 *   bytes:
 *     type: avro_format
 *     options: { format: single_object, schema: order.avsc }
 * }</pre>
 *
 * <p>{@code single_object} puts Avro's two marker bytes and the fingerprint of the schema (CRC-64-AVRO) before the binary form, by which a reader
 * finds the schema. With {@code schema}, a file, rows and documents become records of that schema, and what does not fit goes to
 * {@code errored}; without, data is encoded by the schema that it has.
 */
public final class AvroFormat extends Component {
    /** The encodings. */
    enum Format {
        BINARY,
        SINGLE_OBJECT,
        JSON
    }

    final InputPort in = inputPort("in", "messages");
    final OutputPort out = outputPort("out", "raw bytes, or texts with format: json");
    final OutputPort errored = outputPort("errored", "what does not fit the schema");
    private final Option<Format> format = option("format")
            .choice(Format.class)
            .defaultsTo("binary")
            .help("Avro's binary encoding, the same with a header that names the schema, or Avro's JSON");
    private final Option<Path> schema =
            option("schema").path().help("a file with the schema to write by; by default that of each message");

    private @Nullable Schema wanted;

    @Override
    protected String help() {
        return "makes messages bytes in Avro's encoding";
    }

    @Override
    protected void configure(ComponentContext context) {
        schema.find().ifPresent(file -> wanted = AvroSchemaFile.read(schema.name(), context.resolve(file)));
    }

    @Override
    protected void process(InputPort port, Message message) throws IOException {
        Schema by = wanted;
        Object data = message.data();
        if (by == null) {
            by = message.type().schema();
        } else if (!by.equals(message.type().schema())) {
            data = AvroValue.of(CelValues.plain(data), by, "data");
        }
        if (data == null) {
            throw new MessageException("there is no data");
        }
        send(message, encode(data, by));
    }

    private void send(Message message, byte[] encoded) {
        out.send(
                format.get() == Format.JSON
                        ? message.answer(CoreTypes.TEXT, new String(encoded, java.nio.charset.StandardCharsets.UTF_8))
                        : message.answer(CoreTypes.RAW, encoded));
    }

    private byte[] encode(Object data, Schema by) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (format.get() == Format.SINGLE_OBJECT) {
            new BinaryMessageEncoder<>(GenericData.get(), by).encode(data, bytes);
            return bytes.toByteArray();
        }
        Encoder encoder = format.get() == Format.JSON
                ? EncoderFactory.get().jsonEncoder(by, bytes)
                : EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(by).write(data, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
