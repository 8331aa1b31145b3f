package org.rflow.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Avro bytes of one datum. Readers, writers, encoders and decoders are reused per thread: making them anew costs ten
 * times the encoding itself.
 */
final class AvroCodec {
    private static final ThreadLocal<AvroCodec> CODECS = ThreadLocal.withInitial(AvroCodec::new);

    private final GenericData model = stringModel();
    private final Map<DataType, GenericDatumReader<Object>> readers = new ConcurrentHashMap<>();
    private final Map<DataType, GenericDatumWriter<Object>> writers = new ConcurrentHashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    private @Nullable BinaryEncoder encoder;
    private @Nullable BinaryDecoder decoder;

    private static GenericData stringModel() {
        GenericData model = new GenericData();
        model.setFastReaderEnabled(true);
        return model;
    }

    static byte[] encode(DataType type, Object data) {
        return CODECS.get().write(type, data);
    }

    static Object decode(DataType type, byte[] bytes, int offset, int length) {
        return CODECS.get().read(type, bytes, offset, length);
    }

    private byte[] write(DataType type, Object data) {
        out.reset();
        try {
            encoder = EncoderFactory.get().binaryEncoder(out, encoder);
            writers.computeIfAbsent(type, t -> new GenericDatumWriter<>(t.schema(), model))
                    .write(data, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException e) {
            throw new MessageException("data does not fit the schema of type '" + type + "': " + e.getMessage(), e);
        }
    }

    private Object read(DataType type, byte[] bytes, int offset, int length) {
        try {
            decoder = DecoderFactory.get().binaryDecoder(bytes, offset, length, decoder);
            Object data = readers.computeIfAbsent(type, this::reader).read(null, decoder);
            if (!decoder.isEnd()) {
                throw new MessageException("data of type '" + type + "' has bytes left over");
            }
            return data;
        } catch (IOException | AvroRuntimeException | ClassCastException | IndexOutOfBoundsException e) {
            throw new MessageException("data of type '" + type + "' does not decode: " + e.getMessage(), e);
        }
    }

    private GenericDatumReader<Object> reader(DataType type) {
        Schema strings = new Schema.Parser().parse(type.schema().toString());
        GenericData.setStringType(strings, GenericData.StringType.String);
        return new GenericDatumReader<>(type.schema(), strings, model);
    }
}
