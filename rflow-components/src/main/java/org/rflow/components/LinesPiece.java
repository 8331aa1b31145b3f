package org.rflow.components;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.rflow.message.Message;

/** The lines of texts; packed ones are a member of a gzip file (RFC 1952), any number of which stand behind each other. */
final class LinesPiece implements FilePiece {
    private static final int PLAIN = 64 * 1024;
    /** More of it packs better. */
    private static final int PACKED = 1024 * 1024;

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final boolean packed;

    LinesPiece(boolean packed) {
        this.packed = packed;
    }

    @Override
    public void add(Message message) {
        byte[] line = message.text().getBytes(StandardCharsets.UTF_8);
        lines.write(line, 0, line.length);
        lines.write('\n');
    }

    @Override
    public boolean isFull() {
        return lines.size() >= (packed ? PACKED : PLAIN);
    }

    @Override
    public byte[] end() throws IOException {
        if (lines.size() == 0) {
            return new byte[0];
        }
        byte[] bytes = packed ? member(lines) : lines.toByteArray();
        lines.reset();
        return bytes;
    }

    /** A gzip file with nothing in it. */
    static byte[] emptyMember() throws IOException {
        return member(new ByteArrayOutputStream());
    }

    private static byte[] member(ByteArrayOutputStream content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            content.writeTo(gzip);
        }
        return bytes.toByteArray();
    }
}
