package org.rflow.components;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/** Cuts what comes from a client into records. It holds at most one that is not whole, and what came with it. Never blocks. */
final class TcpStream {
    private static final int FIRST_BYTES = 8 * 1024;

    private final TcpFraming framing;
    private final int mostBytes;
    private ByteBuffer buffer = ByteBuffer.allocate(FIRST_BYTES).limit(0);
    private int looked;
    private boolean ended;

    /** A record of more than {@code mostBytes} is an error. */
    TcpStream(TcpFraming framing, int mostBytes) {
        this.framing = framing;
        this.mostBytes = mostBytes;
    }

    /** Takes what there is, if there is room; returns whether there was anything. */
    boolean fill(ReadableByteChannel channel) throws IOException {
        if (ended) {
            return false;
        }
        makeRoom();
        buffer.compact();
        int read;
        try {
            read = channel.read(buffer);
        } finally {
            buffer.flip();
        }
        ended = read < 0;
        return read > 0;
    }

    private void makeRoom() throws IOException {
        if (buffer.remaining() < buffer.capacity()) {
            return;
        }
        long most = mostBytes + (long) Integer.BYTES + 1;
        if (buffer.capacity() >= most) {
            throw tooLong();
        }
        int larger = (int) Math.min(2L * buffer.capacity(), most);
        buffer = ByteBuffer.allocate(larger).put(buffer).flip();
    }

    private IOException tooLong() {
        return new IOException("it sends a record of more than " + mostBytes + " bytes");
    }

    /** The next whole record; null when there is none. */
    byte @Nullable [] next() throws IOException {
        return framing == TcpFraming.LINES ? nextLine() : nextCounted();
    }

    private byte @Nullable [] nextLine() throws IOException {
        for (int i = buffer.position() + looked; i < buffer.limit(); i++) {
            if (buffer.get(i) == '\n') {
                looked = i - buffer.position();
                checkLine();
                byte[] line = take(looked);
                buffer.get();
                return line;
            }
        }
        looked = buffer.remaining();
        checkLine();
        // the last line needs no end
        return ended && looked > 0 ? take(looked) : null;
    }

    /** Of what was looked at; a CR belongs to the end of a line. */
    private void checkLine() throws IOException {
        boolean endsWithReturn = looked > 0 && buffer.get(buffer.position() + looked - 1) == '\r';
        if (looked - (endsWithReturn ? 1 : 0) > mostBytes) {
            throw tooLong();
        }
    }

    private byte @Nullable [] nextCounted() throws IOException {
        if (buffer.remaining() < Integer.BYTES) {
            return null;
        }
        int length = buffer.getInt(buffer.position());
        if (length < 0 || length > mostBytes) {
            throw tooLong();
        }
        if (buffer.remaining() - Integer.BYTES < length) {
            return null;
        }
        buffer.getInt();
        return take(length);
    }

    private byte[] take(int length) {
        byte[] record = new byte[length];
        buffer.get(record);
        looked = 0;
        return record;
    }

    /** Whether nothing more comes; there may still be records. */
    boolean isEnded() {
        return ended;
    }

    /** Bytes that are no whole record. */
    int left() {
        return buffer.remaining();
    }
}
