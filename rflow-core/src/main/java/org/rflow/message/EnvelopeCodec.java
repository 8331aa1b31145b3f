package org.rflow.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The open form: a message as an Avro {@code org.rflow.Message} that carries its whole schema, so that any program with
 * Avro can read and write it ({@code schemas/Message.avsc}). On ZeroMQ it is the second of two frames, behind the name of
 * the data type.
 *
 * <pre>{@code
 *   frame 1   type name, UTF-8
 *   frame 2   string  data_type_name
 *             array   provenance { string component_instance_uuid,
 *                                  union started_at, union completed_at  [string, null],
 *                                  union context [bytes, null] }
 *             map     properties, string to string
 *             enum    data_serialization_type: 0 avro, 1 xml
 *             string  data_schema, the writer's schema in JSON
 *             bytes   data, Avro by that schema
 * }</pre>
 *
 * <p>Used only by one loop thread.
 */
public final class EnvelopeCodec {
    private static final int AVRO = 0;
    private static final int SERIALIZATIONS = 2;
    private static final int NAME_IN_ERRORS = 100;
    private static final int CAPACITY = 2048;
    private static final int KEPT_CAPACITY = 1 << 20;

    private final SchemaCache schemas = new SchemaCache();
    private final AvroInput input = new AvroInput();
    private WireBuffer scratch = new WireBuffer(CAPACITY);

    /** The first frame of a message. */
    public byte[] typeName(Message message) {
        return message.type().nameBytes().clone();
    }

    /** The second frame of a message; {@link MessageException} when its data does not fit the schema. */
    public byte[] encode(Message message) {
        WireBuffer out = scratch;
        out.truncate(0);
        DataType type = message.type();
        out.writeBytes(type.nameBytes(), 0, type.nameBytes().length);
        HeadersCodec.write(message.headers(), out);
        out.writeEnum(AVRO);
        out.writeBytes(type.schemaBytes(), 0, type.schemaBytes().length);
        out.writeLong(message.encodedLength());
        message.encodeTo(out);
        if (out.capacity() > KEPT_CAPACITY) {
            scratch = new WireBuffer(CAPACITY);
        }
        return out.toArray();
    }

    /**
     * Reads a message; its data is decoded later, by the schema in the envelope, and stays in {@code envelope}, which must
     * not be changed afterwards. A malformed one is a {@link MessageException} that names the type of the first frame.
     */
    public Message decode(byte[] typeName, byte[] envelope, DataTypes types) {
        try {
            return read(input.wrap(envelope, 0, envelope.length), types);
        } catch (MessageException e) {
            throw new MessageException(
                    "message of type '" + printable(typeName) + "' does not decode: " + e.getMessage(), e);
        } finally {
            input.release();
        }
    }

    private Message read(AvroInput in, DataTypes types) {
        int nameLength = in.readLength();
        int name = in.skip(nameLength);
        Headers headers = HeadersCodec.read(in);
        if (in.readIndex(SERIALIZATIONS, "data_serialization_type") != AVRO) {
            throw new MessageException("Only Avro serialization_type supported at the moment");
        }
        int schemaLength = in.readLength();
        int schema = in.skip(schemaLength);
        int length = in.readLength();
        int data = in.skip(length);
        in.expectEnd();
        DataType type = schemas.type(
                ByteBuffer.wrap(in.bytes(), name, nameLength),
                ByteBuffer.wrap(in.bytes(), schema, schemaLength),
                types);
        return Message.encoded(type, headers, in.bytes(), data, length);
    }

    private static String printable(byte[] typeName) {
        String text = new String(typeName, 0, Math.min(typeName.length, NAME_IN_ERRORS), StandardCharsets.UTF_8);
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
