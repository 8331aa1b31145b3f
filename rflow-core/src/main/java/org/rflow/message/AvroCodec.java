package org.rflow.message;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Avro bytes of one datum. What encoding and decoding need is kept per thread: making it anew costs more than the work. */
final class AvroCodec {
    private static final ThreadLocal<AvroCodec> CODECS = ThreadLocal.withInitial(AvroCodec::new);
    private static final int CAPACITY = 512;
    private static final int KEPT_CAPACITY = 1 << 20;

    private final AvroInput input = new AvroInput();
    private WireBuffer scratch = new WireBuffer(CAPACITY);

    private AvroCodec() {}

    static byte[] encode(DataType type, Object data) {
        AvroCodec codec = CODECS.get();
        WireBuffer out = codec.scratch;
        out.truncate(0);
        encode(type, data, out);
        if (out.capacity() > KEPT_CAPACITY) {
            codec.scratch = new WireBuffer(CAPACITY);
        }
        return out.toArray();
    }

    /** Appends the encoding; after an exception {@code out} has to be truncated. */
    static void encode(DataType type, Object data, WireBuffer out) {
        try {
            type.writer().write(data, out);
        } catch (IOException | RuntimeException e) {
            throw new MessageException("data does not fit the schema of type '" + type + "': " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new MessageException("data of type '" + type + "' is nested too deep to be encoded", e);
        }
    }

    static Object decode(DataType type, byte[] bytes, int offset, int length) {
        AvroInput in = CODECS.get().input.wrap(bytes, offset, length);
        @Nullable Object data;
        try {
            data = type.reader().read(in);
            in.expectEnd();
        } catch (MessageException e) {
            throw new MessageException("data of type '" + type + "' does not decode: " + e.getMessage(), e);
        } finally {
            in.release();
        }
        if (data == null) {
            throw new MessageException("data of type '" + type + "' is null");
        }
        return data;
    }
}
