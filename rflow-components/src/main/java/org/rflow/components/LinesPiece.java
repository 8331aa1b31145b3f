package org.rflow.components;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.rflow.message.Message;

/** The lines of texts; packed ones are a member of a gzip file (RFC 1952), any number of which stand behind each other. */
final class LinesPiece implements FilePiece {
    private static final int PLAIN = 64 * 1024;
    /** More of it packs better. */
    private static final int PACKED = 1024 * 1024;

    private byte[] lines = new byte[PLAIN];
    private int length;
    private final boolean packed;

    LinesPiece(boolean packed) {
        this.packed = packed;
    }

    @Override
    public void add(Message message) {
        byte[] line = message.text().getBytes(StandardCharsets.UTF_8);
        if (lines.length - length <= line.length) {
            lines = Arrays.copyOf(lines, Math.max(2 * lines.length, length + line.length + 1));
        }
        System.arraycopy(line, 0, lines, length, line.length);
        length += line.length;
        lines[length++] = '\n';
    }

    @Override
    public boolean isFull() {
        return length >= (packed ? PACKED : PLAIN);
    }

    @Override
    public ByteBuffer end() throws IOException {
        return packed && length > 0 ? ByteBuffer.wrap(member(lines, length)) : ByteBuffer.wrap(lines, 0, length);
    }

    @Override
    public void written() {
        length = 0;
    }

    /** A gzip file with nothing in it. */
    static byte[] emptyMember() throws IOException {
        return member(new byte[0], 0);
    }

    private static byte[] member(byte[] content, int length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content, 0, length);
        }
        return bytes.toByteArray();
    }
}
