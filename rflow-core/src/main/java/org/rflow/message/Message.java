package org.rflow.message;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A typed datum with its provenance and properties. Immutable: {@code with...} makes a new one. Data is decoded when
 * first asked for and encoded when first written, so a message passed on is never re-encoded. Decoded data is the
 * receiver's to read, not to change. Not thread safe for the first decode; a message belongs to one loop at a time.
 */
public final class Message {
    /** The offset, while there are no bytes yet, of a message that was encoded in place before. */
    private static final int WRITTEN = -1;

    private final DataType type;
    private final Headers headers;
    private @Nullable Object data;
    private @Nullable SpecificRecord generated;
    private byte @Nullable [] bytes;
    private int offset;
    private int length;

    private Message(DataType type, Headers headers) {
        this.type = requireNonNull(type, "type");
        this.headers = requireNonNull(headers, "headers");
    }

    /** A new message with data that fits the type's schema; what does not fit is found when it is encoded. */
    public static Message of(DataType type, Object data) {
        return fresh(type, Headers.NONE, data);
    }

    private static Message fresh(DataType type, Headers headers, Object data) {
        Message message = new Message(type, headers);
        if (GeneratedClass.isGenerated(data)) {
            message.generated = (SpecificRecord) data;
        } else {
            message.data = requireNonNull(data, "data");
        }
        if (type.isExtended()) {
            type.extend(message.generated == null ? message.data() : data, true);
        }
        return message;
    }

    /** A record of a generated class; its type is the class's schema under the schema's full name. */
    public static Message of(SpecificRecord record) {
        return of(typeOf(record), record);
    }

    private static DataType typeOf(SpecificRecord record) {
        return GeneratedClass.of(record.getClass()).type();
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
        return of(CoreTypes.RAW, raw);
    }

    /** A message whose data stands encoded in {@code bytes}, which must not be changed afterwards. */
    public static Message encoded(DataType type, Headers headers, byte[] bytes, int offset, int length) {
        Message message = new Message(type, headers);
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
        Object known = data;
        if (known != null && !(known instanceof byte[])) {
            return known;
        }
        Object found = known instanceof byte[] raw ? rawRecord(raw) : decode();
        data = found;
        return found;
    }

    private Object rawRecord(byte[] raw) {
        if (!type.equals(CoreTypes.RAW)) {
            throw new MessageException("data of type '" + type + "' is an array of bytes; use a ByteBuffer");
        }
        GenericRecord record = new GenericData.Record(type.schema());
        record.put(0, ByteBuffer.wrap(raw));
        return record;
    }

    private Object decode() {
        encode();
        Object decoded = AvroCodec.decode(type, requireNonNull(bytes, "bytes"), offset, length);
        type.extend(decoded, false);
        return decoded;
    }

    /**
     * The data as an object of a class that Avro's compiler generated, decoded once. The class's schema may be another version than the one the
     * data was written with, as far as Avro's schema resolution allows; {@link MessageException} when it does not.
     */
    public <T extends SpecificRecord> T data(Class<T> generatedClass) {
        SpecificRecord known = generated;
        if (generatedClass.isInstance(known)) {
            return generatedClass.cast(known);
        }
        encode();
        T found = AvroCodec.decode(type, generatedClass, requireNonNull(bytes, "bytes"), offset, length);
        type.extend(found, false);
        generated = found;
        return found;
    }

    /**
     * The fields of a record or of a row, seen through a public interface: {@code double celsius()} is the field of that
     * name, a method with a body is the interface's own, so behaviour can be given to a type that others made. What a method
     * asks for and the data has not is a {@link MessageException} when it is called.
     */
    public <T> T as(Class<T> view) {
        return DataView.of(view, type, data());
    }

    /** The data of a type whose schema is a record, in Avro's generic form; {@link MessageException} for anything else. */
    public GenericRecord record() {
        if (data() instanceof GenericRecord record) {
            return record;
        }
        throw new MessageException("data of type '" + type + "' is not a record");
    }

    /** The data as people read it: text as it is, raw bytes as UTF-8, anything else as Avro prints it (JSON). */
    public String text() {
        if (type.equals(CoreTypes.RAW)) {
            return StandardCharsets.UTF_8.decode(raw()).toString();
        }
        Object value = data();
        return value instanceof CharSequence
                ? value.toString()
                : GenericData.get().toString(value);
    }

    /** The bytes of a {@link CoreTypes#RAW} message, read-only and not copied; {@link MessageException} for anything else. */
    public ByteBuffer raw() {
        if (!type.equals(CoreTypes.RAW)) {
            throw new MessageException("data of type '" + type + "' is not raw bytes");
        }
        if (data instanceof byte[] raw) {
            return ByteBuffer.wrap(raw).asReadOnlyBuffer();
        }
        if (data == null) {
            return AvroCodec.rawBytes(type, requireNonNull(bytes, "bytes"), offset, length);
        }
        return ((ByteBuffer) ((GenericRecord) data()).get(0)).asReadOnlyBuffer();
    }

    /** Whether the data fits the type's schema, and so can be sent (RF-158). */
    public boolean isValid() {
        try {
            if (bytes == null) {
                encode();
            } else {
                data();
            }
            return true;
        } catch (MessageException e) {
            return false;
        }
    }

    /** The data of an Avro {@code long} or {@code int}; {@link MessageException} for anything else. */
    public long number() {
        if (data() instanceof Number number) {
            return number.longValue();
        }
        throw new MessageException("data of type '" + type + "' is not a number");
    }

    /** The property of the name, else the field of that name in record or map data, as text; empty when there is neither. */
    public Optional<String> field(String name) {
        String property = headers.properties().get(name);
        if (property != null) {
            return Optional.of(property);
        }
        Object value = null;
        if (data() instanceof Map<?, ?> map) {
            value = map.get(name);
        } else if (data() instanceof GenericRecord record && record.hasField(name)) {
            value = record.get(name);
        }
        return Optional.ofNullable(value).map(Object::toString);
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
            byte[] encoded = AvroCodec.encode(type, encodable());
            bytes = encoded;
            offset = 0;
            length = encoded.length;
        }
    }

    /**
     * Appends the Avro encoding to a buffer; after an exception {@code out} has to be truncated. The first time it is
     * encoded in place, most messages are written once; when it is wanted again (broadcast), the encoding is kept.
     */
    void encodeTo(WireBuffer out) {
        if (bytes == null && offset == WRITTEN) {
            encode();
        }
        byte[] encoded = bytes;
        if (encoded != null) {
            out.write(encoded, offset, length);
        } else if (data instanceof byte[] raw && type.equals(CoreTypes.RAW)) {
            out.writeBytes(raw, 0, raw.length);
        } else {
            AvroCodec.encode(type, encodable(), out);
            offset = WRITTEN;
        }
    }

    private Object encodable() {
        if (generated != null) {
            return generated;
        }
        return data instanceof byte[] ? data() : requireNonNull(data, "data");
    }

    /** An answer of another type that keeps this message's provenance and properties (RF-161). */
    public Message answer(DataType answerType, Object answer) {
        return fresh(answerType, headers, answer);
    }

    /** An answer of a generated class that keeps this message's provenance and properties. */
    public Message answer(SpecificRecord answer) {
        return fresh(typeOf(answer), headers, answer);
    }

    public Message withProperty(String name, String value) {
        return withHeaders(headers.withProperty(name, value));
    }

    /** Replaces all properties; keys and values that are not text are turned into it. */
    public Message withProperties(Map<?, ?> properties) {
        return withHeaders(headers.withProperties(properties));
    }

    public Message withEvent(ProcessingEvent event) {
        return withHeaders(headers.withEvent(event));
    }

    public Message withHeaders(Headers other) {
        Message copy = new Message(type, other);
        copy.data = data;
        copy.generated = generated;
        copy.bytes = bytes;
        copy.offset = offset;
        copy.length = length;
        return copy;
    }

    @Override
    public String toString() {
        return type + " " + headers + " " + text();
    }
}
