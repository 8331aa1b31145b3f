package org.rflow.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads Avro's binary encoding from a slice of an array and believes nothing: every length is held against the bytes that
 * are left, and what a datum may make us allocate is held against the slice's length. Throws {@link MessageException}
 * that says what is wrong, not of what. Not thread safe.
 */
final class AvroInput {
    /** Data nested deeper is refused: reading it would take the thread's stack. */
    static final int MAX_DEPTH = 500;

    /** How many objects that take no bytes of their own (records, and nulls in arrays) a datum may hold: so many for each byte ... */
    static final int FREE_OBJECTS_PER_BYTE = 8;

    /** ... and so many in any case. */
    static final int FREE_OBJECTS = 4096;

    private static final byte[] NOTHING = {};

    private final KeyCache keys = new KeyCache();
    private byte[] bytes = NOTHING;
    private int position;
    private int end;
    private long freeObjects;
    private int depth;

    AvroInput wrap(byte[] newBytes, int offset, int length) {
        bytes = newBytes;
        position = offset;
        end = offset + length;
        freeObjects = (long) length * FREE_OBJECTS_PER_BYTE + FREE_OBJECTS;
        depth = 0;
        return this;
    }

    /** Lets go of the array. */
    void release() {
        wrap(NOTHING, 0, 0);
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return position;
    }

    int remaining() {
        return end - position;
    }

    /** Counts objects about to be made that take no bytes of their own: a few bytes must not become a heap of them. */
    void payFor(long objects) {
        freeObjects -= objects;
        if (freeObjects < 0) {
            throw new MessageException("it has too many items that take no bytes");
        }
    }

    void enter() {
        if (++depth > MAX_DEPTH) {
            throw new MessageException("it is nested more than " + MAX_DEPTH + " deep");
        }
    }

    void leave() {
        depth--;
    }

    boolean readBoolean() {
        int value = bytes[skip(1)];
        if ((value & ~1) != 0) {
            throw new MessageException("a boolean is " + value);
        }
        return value == 1;
    }

    int readInt() {
        long value = readLong();
        if (value != (int) value) {
            throw new MessageException("an int is " + value);
        }
        return (int) value;
    }

    long readLong() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (position == end) {
                throw tooShort(1);
            }
            byte next = bytes[position++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new MessageException("a number has more than 10 bytes");
    }

    float readFloat() {
        return Float.intBitsToFloat(WireBuffer.intAt(bytes, skip(Float.BYTES)));
    }

    double readDouble() {
        return Double.longBitsToDouble(WireBuffer.longAt(bytes, skip(Double.BYTES)));
    }

    String readString() {
        int length = readLength();
        return length == 0 ? "" : new String(bytes, skip(length), length, StandardCharsets.UTF_8);
    }

    /** The key of a map: a string that is likely to come again. */
    String readKey() {
        int length = readLength();
        return keys.text(bytes, skip(length), length);
    }

    /** A copy of its own. */
    ByteBuffer readBytes() {
        return ByteBuffer.wrap(readFixed(readLength()));
    }

    byte[] readFixed(int length) {
        int at = skip(length);
        byte[] copy = new byte[length];
        System.arraycopy(bytes, at, copy, 0, length);
        return copy;
    }

    /** The length of a string or of bytes, which are all there. */
    int readLength() {
        long length = readLong();
        if (length < 0) {
            throw new MessageException("a length is " + length);
        }
        if (length > remaining()) {
            throw tooShort(length);
        }
        return (int) length;
    }

    /** The number of items, each of at least one byte, in the next block of an array or map; 0 at its end. */
    int readBlock() {
        long count = readCount();
        if (count > remaining()) {
            throw new MessageException("a block of " + count + " items has " + remaining() + " bytes");
        }
        return (int) count;
    }

    /** The same for items that take no bytes. */
    int readEmptyBlock() {
        long count = readCount();
        payFor(count);
        return (int) count;
    }

    private long readCount() {
        long count = readLong();
        if (count < 0) {
            readLong();
            count = -count;
        }
        if (count < 0) {
            throw new MessageException("a block has 2^63 items");
        }
        return count;
    }

    int readIndex(int size, String what) {
        long index = readLong();
        if (index < 0 || index >= size) {
            throw new MessageException(what + " has index " + index + " of " + size);
        }
        return (int) index;
    }

    /** Steps over {@code length} bytes that must be there; returns where they begin. */
    int skip(int length) {
        if (remaining() < length) {
            throw tooShort(length);
        }
        int at = position;
        position += length;
        return at;
    }

    void expectEnd() {
        if (position != end) {
            throw new MessageException(remaining() + " bytes are left over");
        }
    }

    private MessageException tooShort(long needed) {
        return new MessageException("it ends " + (needed - remaining()) + " bytes too early");
    }
}
