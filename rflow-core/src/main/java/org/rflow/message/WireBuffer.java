package org.rflow.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.Encoder;
import org.apache.avro.util.Utf8;

/**
 * A growing array of bytes that Avro encodes into directly, without the copy and flush of Avro's own encoders. Numbers of
 * the frame itself are little-endian. Not thread safe.
 */
final class WireBuffer extends Encoder {
    /** Nothing that is encoded as one thing may be larger; a frame that big would be refused anyway. */
    static final int MAX_BYTES = 1 << 30;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Up to here a text is written without an array between; longer ones are quicker to copy at once. */
    private static final int LONGEST_ASCII = 1024;

    private byte[] bytes;
    private int position;

    WireBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    static int intAt(byte[] frame, int at) {
        return (int) INT.get(frame, at);
    }

    static long longAt(byte[] frame, int at) {
        return (long) LONG.get(frame, at);
    }

    int position() {
        return position;
    }

    int capacity() {
        return bytes.length;
    }

    /** Forgets everything from {@code newEnd} on. */
    void truncate(int newEnd) {
        position = newEnd;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, position);
    }

    void copyTo(ByteBuffer target) {
        target.put(bytes, 0, position);
    }

    /** Leaves room for {@code length} bytes to be put later; returns where. */
    int skip(int length) {
        reserve(length);
        int at = position;
        position += length;
        return at;
    }

    void putInt(int at, int value) {
        INT.set(bytes, at, value);
    }

    void putLong(int at, long value) {
        LONG.set(bytes, at, value);
    }

    void putByte(int at, int value) {
        bytes[at] = (byte) value;
    }

    /** Copies inside the buffer; the ranges may overlap. */
    void move(int from, int to, int length) {
        System.arraycopy(bytes, from, bytes, to, length);
    }

    void write(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, position, length);
        position += length;
    }

    private void reserve(int length) {
        if (bytes.length - position < length) {
            grow(length);
        }
    }

    private void grow(int length) {
        long needed = (long) position + length;
        if (needed > MAX_BYTES) {
            throw new MessageException("needs " + needed + " bytes, more than " + MAX_BYTES);
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, Math.max(needed, 2L * bytes.length)));
    }

    @Override
    public void flush() {}

    @Override
    public void writeNull() {}

    @Override
    public void writeBoolean(boolean value) {
        reserve(1);
        bytes[position++] = (byte) (value ? 1 : 0);
    }

    @Override
    public void writeInt(int value) {
        writeLong(value);
    }

    @Override
    public void writeLong(long value) {
        reserve(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            bytes[position++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[position++] = (byte) rest;
    }

    @Override
    public void writeFloat(float value) {
        reserve(Float.BYTES);
        putInt(position, Float.floatToRawIntBits(value));
        position += Float.BYTES;
    }

    @Override
    public void writeDouble(double value) {
        reserve(Double.BYTES);
        putLong(position, Double.doubleToRawLongBits(value));
        position += Double.BYTES;
    }

    @Override
    public void writeString(Utf8 text) {
        writeBytes(text.getBytes(), 0, text.getByteLength());
    }

    @Override
    public void writeString(String text) {
        int length = text.length();
        if (length > LONGEST_ASCII || !writeAscii(text, length)) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            writeBytes(utf8, 0, utf8.length);
        }
    }

    /** Without an array between; leaves no trace when there are other characters. */
    private boolean writeAscii(String text, int length) {
        int before = position;
        writeLong(length);
        reserve(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                position = before;
                return false;
            }
            bytes[position + i] = (byte) c;
        }
        position += length;
        return true;
    }

    @Override
    public void writeString(CharSequence text) {
        if (text instanceof Utf8 utf8) {
            writeString(utf8);
        } else {
            writeString(text.toString());
        }
    }

    /** Leaves the position of {@code value} where it is. */
    @Override
    public void writeBytes(ByteBuffer value) {
        int length = value.remaining();
        writeLong(length);
        writeFixed(value);
    }

    @Override
    public void writeBytes(byte[] value, int start, int length) {
        writeLong(length);
        write(value, start, length);
    }

    @Override
    public void writeFixed(byte[] value, int start, int length) {
        write(value, start, length);
    }

    @Override
    public void writeFixed(ByteBuffer value) {
        int length = value.remaining();
        reserve(length);
        value.get(value.position(), bytes, position, length);
        position += length;
    }

    @Override
    public void writeEnum(int index) {
        writeLong(index);
    }

    @Override
    public void writeIndex(int index) {
        writeLong(index);
    }

    @Override
    public void writeArrayStart() {}

    @Override
    public void writeMapStart() {}

    @Override
    public void startItem() {}

    @Override
    public void setItemCount(long count) {
        if (count > 0) {
            writeLong(count);
        }
    }

    @Override
    public void writeArrayEnd() {
        writeLong(0);
    }

    @Override
    public void writeMapEnd() {
        writeLong(0);
    }
}
