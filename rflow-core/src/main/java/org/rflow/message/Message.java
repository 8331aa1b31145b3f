package org.rflow.message;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * A typed datum with its provenance and properties. Immutable: {@code with...} makes a new one. Data is decoded when
 * first asked for and encoded when first written, so a message passed on is never re-encoded. Decoded data is the
 * receiver's to read, not to change. Not thread safe for the first decode; a message belongs to one loop at a time.
 */
public final class Message {
    private final DataType type;
    private final Headers headers;
    private @Nullable Object data;
    private byte @Nullable [] bytes;
    private int offset;
    private int length;

    private Message(DataType type, Headers headers, @Nullable Object data) {
        this.type = requireNonNull(type, "type");
        this.headers = requireNonNull(headers, "headers");
        this.data = data;
    }

    /** A new message with data that fits the type's schema; what does not fit is found when it is encoded. */
    public static Message of(DataType type, Object data) {
        return new Message(type, Headers.NONE, requireNonNull(data, "data"));
    }

    public static Message of(long number) {
        return of(CoreTypes.INTEGER, number);
    }

    public static Message of(String text) {
        return of(CoreTypes.TEXT, text);
    }

    /** A row of named texts, in the map's order. */
    public static Message of(Map<String, String> row) {
        return of(CoreTypes.ROW, row);
    }

    /** Opaque bytes; the array must not be changed afterwards. */
    public static Message of(byte[] raw) {
        GenericRecord record = new GenericData.Record(CoreTypes.RAW.schema());
        record.put(0, ByteBuffer.wrap(raw));
        return of(CoreTypes.RAW, record);
    }

    /** A message whose data stands encoded in {@code bytes}, which must not be changed afterwards. */
    public static Message encoded(DataType type, Headers headers, byte[] bytes, int offset, int length) {
        Message message = new Message(type, headers, null);
        message.bytes = bytes;
        message.offset = offset;
        message.length = length;
        return message;
    }

    public DataType type() {
        return type;
    }

    public Headers headers() {
        return headers;
    }

    public Map<String, String> properties() {
        return headers.properties();
    }

    public List<ProcessingEvent> provenance() {
        return headers.provenance();
    }

    /** The data in Avro's generic form, strings as {@code String}; {@link MessageException} when the bytes do not decode. */
    public Object data() {
        Object decoded = data;
        if (decoded == null) {
            decoded = AvroCodec.decode(type, requireNonNull(bytes, "bytes"), offset, length);
            data = decoded;
        }
        return decoded;
    }

    /** The data as people read it: text as it is, raw bytes as UTF-8, anything else as Avro prints it. */
    public String text() {
        Object value = data();
        if (value instanceof GenericRecord record && type.equals(CoreTypes.RAW)) {
            return StandardCharsets.UTF_8
                    .decode(((ByteBuffer) record.get(0)).duplicate())
                    .toString();
        }
        return value.toString();
    }

    /** The data of an Avro {@code long} or {@code int}; {@link MessageException} for anything else. */
    public long number() {
        if (data() instanceof Number number) {
            return number.longValue();
        }
        throw new MessageException("data of type '" + type + "' is not a number");
    }

    /** Appends the Avro encoding of the data; {@link MessageException} when the data does not fit the schema. */
    public void writeTo(ByteSink sink) {
        encode();
        sink.write(requireNonNull(bytes, "bytes"), offset, length);
    }

    /** Size of the encoded data. Encodes it if it was not. */
    public int encodedLength() {
        encode();
        return length;
    }

    private void encode() {
        if (bytes == null) {
            byte[] encoded = AvroCodec.encode(type, requireNonNull(data, "data"));
            bytes = encoded;
            length = encoded.length;
        }
    }

    /** An answer of another type that keeps this message's provenance and properties (RF-161). */
    public Message answer(DataType answerType, Object answer) {
        return new Message(answerType, headers, requireNonNull(answer, "answer"));
    }

    public Message withProperty(String name, String value) {
        return withHeaders(headers.withProperty(name, value));
    }

    public Message withEvent(ProcessingEvent event) {
        return withHeaders(headers.withEvent(event));
    }

    public Message withHeaders(Headers other) {
        Message copy = new Message(type, other, data);
        copy.bytes = bytes;
        copy.offset = offset;
        copy.length = length;
        return copy;
    }

    @Override
    public String toString() {
        return type + " " + headers + " " + data();
    }
}
