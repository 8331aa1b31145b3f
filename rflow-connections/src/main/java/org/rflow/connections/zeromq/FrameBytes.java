package org.rflow.connections.zeromq;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.rflow.message.MessageException;

/** The bytes of a link's frame, read and written by place. */
final class FrameBytes {
    private static final VarHandle SHORT = littleEndian(short[].class);
    private static final VarHandle INT = littleEndian(int[].class);
    private static final VarHandle LONG = littleEndian(long[].class);
    private static final VarHandle BIG_ENDIAN_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;

    private FrameBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    private static VarHandle littleEndian(Class<?> view) {
        return MethodHandles.byteArrayViewVarHandle(view, ByteOrder.LITTLE_ENDIAN);
    }

    static FrameBytes of(byte[] frame) {
        return new FrameBytes(frame);
    }

    /** A new frame of zeros but for its kind. */
    static FrameBytes allocate(byte kind, int length) {
        byte[] fresh = new byte[length];
        fresh[0] = kind;
        return new FrameBytes(fresh);
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }

    void require(int length, String kind) {
        if (bytes.length < length) {
            throw new MessageException("a " + kind + " of " + bytes.length + " bytes, not " + length);
        }
    }

    byte byteAt(int at) {
        return bytes[at];
    }

    int shortAt(int at) {
        return (short) SHORT.get(bytes, at) & 0xffff;
    }

    int intAt(int at) {
        return (int) INT.get(bytes, at);
    }

    long longAt(int at) {
        return (long) LONG.get(bytes, at);
    }

    UUID uuidAt(int at) {
        return new UUID((long) BIG_ENDIAN_LONG.get(bytes, at), (long) BIG_ENDIAN_LONG.get(bytes, at + 8));
    }

    String textAt(int at, int length) {
        return new String(bytes, at, length, StandardCharsets.UTF_8);
    }

    FrameBytes putByte(int at, int value) {
        bytes[at] = (byte) value;
        return this;
    }

    FrameBytes putShort(int at, int value) {
        SHORT.set(bytes, at, (short) value);
        return this;
    }

    FrameBytes putInt(int at, int value) {
        INT.set(bytes, at, value);
        return this;
    }

    FrameBytes putLong(int at, long value) {
        LONG.set(bytes, at, value);
        return this;
    }

    FrameBytes putUuid(int at, UUID value) {
        BIG_ENDIAN_LONG.set(bytes, at, value.getMostSignificantBits());
        BIG_ENDIAN_LONG.set(bytes, at + 8, value.getLeastSignificantBits());
        return this;
    }

    FrameBytes put(int at, byte[] value) {
        System.arraycopy(value, 0, bytes, at, value.length);
        return this;
    }
}
