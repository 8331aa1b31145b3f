package org.rflow.components;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.CoreTypes;
import org.rflow.message.DataType;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/**
 * Makes of raw bytes in Avro's binary encoding, or with {@code format: json} of texts in Avro's JSON encoding, messages with the schema that they were
 * written by, which is in the file {@code schema}. Provenance and properties stay.
 *
 * <pre>{@code
 * components:
 *   orders:
 *     type: avro_parse
 *     options: { schema: order.avsc, type: Order, format: binary }
 * }</pre>
 *
 * <p>{@code single_object} expects Avro's marker and the fingerprint of that very schema before the binary form. Bytes that do not decode, are
 * more than one value, or are nested too deep (some thousand records in each other), go to {@code errored}.
 */
public final class AvroParse extends Component {
    private static final int SINGLE_OBJECT_HEADER = 10;

    final InputPort in =
            inputPort("in", "raw bytes, or texts with format: json").takes(CoreTypes.RAW, CoreTypes.TEXT);
    final OutputPort out = outputPort("out", "messages of the schema");
    final OutputPort errored = outputPort("errored", "what does not decode");
    private final Option<Path> schema =
            option("schema").path().required().help("a file with the schema that the bytes were written by");
    private final Option<String> type =
            option("type").text().help("the data type's name; by default the schema's full name");
    private final Option<AvroFormat.Format> format = option("format")
            .choice(AvroFormat.Format.class)
            .defaultsTo("binary")
            .help("Avro's binary encoding, the same with a header that names the schema, or Avro's JSON");

    private @Nullable DataType made;
    private @Nullable BinaryMessageDecoder<Object> singleObjects;

    @Override
    protected String help() {
        return "makes messages of bytes in Avro's encoding";
    }

    @Override
    protected void configure(ComponentContext context) {
        Schema written = AvroSchemaFile.read(schema.name(), context.resolve(schema.get()));
        made = DataType.of(type.find().orElse(written.getFullName()), written);
        singleObjects = new BinaryMessageDecoder<>(GenericData.get(), written);
    }

    @Override
    protected void process(InputPort port, Message message) throws IOException {
        DataType to = requireNonNull(made, "made");
        Message answer;
        try {
            answer = format.get() == AvroFormat.Format.JSON ? json(message, to) : binary(message, to);
        } catch (EOFException e) {
            throw undecodable(to, "it ends too early", e);
        } catch (AvroRuntimeException | IOException | ClassCastException e) {
            throw undecodable(to, e.getMessage() == null ? e.toString() : e.getMessage(), e);
        } catch (StackOverflowError e) {
            // Avro's reader calls itself for what is inside
            throw undecodable(to, "it is nested too deep", e);
        }
        out.send(answer);
    }

    private static MessageException undecodable(DataType type, String reason, Throwable cause) {
        return new MessageException("does not decode as " + type.name() + ": " + reason, cause);
    }

    private static Message json(Message message, DataType to) throws IOException {
        Object data = new GenericDatumReader<>(to.schema())
                .read(null, DecoderFactory.get().jsonDecoder(to.schema(), message.text()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(to.schema()).write(data, encoder);
        encoder.flush();
        return Message.encoded(to, message.headers(), bytes.toByteArray(), 0, bytes.size());
    }

    /** What is read is encoded in the same bytes, so they are passed on; they are read to know that they can be. */
    private Message binary(Message message, DataType to) throws IOException {
        byte[] bytes = bytes(message);
        int header = 0;
        if (format.get() == AvroFormat.Format.SINGLE_OBJECT) {
            requireNonNull(singleObjects, "singleObjects").decode(bytes);
            header = SINGLE_OBJECT_HEADER;
        }
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, header, bytes.length - header, null);
        new GenericDatumReader<>(to.schema()).read(null, decoder);
        if (!decoder.isEnd()) {
            throw new MessageException("there are bytes behind the " + to.name());
        }
        return Message.encoded(to, message.headers(), bytes, header, bytes.length - header);
    }

    private static byte[] bytes(Message message) {
        if (!message.type().equals(CoreTypes.RAW)) {
            throw new MessageException("data of type '" + message.type() + "' is not raw bytes");
        }
        java.nio.ByteBuffer raw = message.raw();
        byte[] bytes = new byte[raw.remaining()];
        raw.get(bytes);
        return bytes;
    }
}
