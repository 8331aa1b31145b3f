package org.rflow.components;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into records at line ends ({@code LF} or {@code CRLF}, which are left out); what follows the last
 * one is a record too. Knows the position behind each record, in bytes. Used by one thread.
 */
public final class RecordReader implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;

    private final InputStream in;
    private final Charset charset;
    private final LineEnds ends;
    private final int longest;
    private byte[] buffer = new byte[CHUNK];
    private int start;
    private int scanned;
    private int limit;
    private long position;
    private boolean over;
    private boolean growing;

    /** Where records end: answers the index of the line feed, or -1 to be asked again, from {@code to} on. */
    public interface LineEnds {
        int find(byte[] bytes, int from, int to);
    }

    /** {@code longest} bounds what one record may take of the memory. */
    public RecordReader(InputStream in, Charset charset, LineEnds ends, int longest) {
        this.in = in;
        this.charset = charset;
        this.ends = ends;
        this.longest = longest;
    }

    /** Every line feed. */
    public static LineEnds lines() {
        return (bytes, from, to) -> {
            for (int i = from; i < to; i++) {
                if (bytes[i] == '\n') {
                    return i;
                }
            }
            return -1;
        };
    }

    /** The line feeds outside of quoted fields (RFC 4180). */
    public static LineEnds csvRecords(char separator) {
        return new CsvEnds((byte) separator);
    }

    /** Goes to a position that was given before. Only at the beginning. */
    void skipTo(long byteOffset) throws IOException {
        in.skipNBytes(byteOffset);
        position = byteOffset;
    }

    /** Leaves out the byte order mark of UTF-8. Only at the beginning. */
    void skipByteOrderMark() throws IOException {
        boolean more = charset.equals(StandardCharsets.UTF_8);
        while (limit < 3 && more) {
            more = fill();
        }
        if (limit >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF) {
            start = 3;
            scanned = 3;
            position = 3;
        }
    }

    /** More may come behind the end: what has no line end is no record yet, and {@link #next} can be asked again. */
    void grows() {
        growing = true;
    }

    /** Nothing more comes behind the end. False when that was known. */
    boolean complete() {
        boolean before = growing;
        growing = false;
        return before;
    }

    /** The next record, {@code null} after the last one. */
    public @Nullable String next() throws IOException {
        while (true) {
            int end = ends.find(buffer, scanned, limit);
            if (end >= 0) {
                return take(end, end + 1);
            }
            scanned = limit;
            if (!fill()) {
                return start == limit || growing ? null : take(limit, limit);
            }
        }
    }

    private String take(int end, int next) {
        int length = end > start && end < next && buffer[end - 1] == '\r' ? end - 1 - start : end - start;
        String record = new String(buffer, start, length, charset);
        position += next - start;
        start = next;
        scanned = next;
        return record;
    }

    private boolean fill() throws IOException {
        if (over) {
            return false;
        }
        makeRoom();
        int count = in.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            over = !growing;
            return false;
        }
        limit += count;
        return true;
    }

    private void makeRoom() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, limit - start);
            limit -= start;
            scanned -= start;
            start = 0;
        }
        if (limit < buffer.length) {
            return;
        }
        if (buffer.length >= longest) {
            throw new IOException("the record at byte " + position + " is longer than " + longest
                    + " bytes; a quote that is not closed, or a larger 'max_record' is needed");
        }
        buffer = Arrays.copyOf(buffer, (int) Math.min(longest, buffer.length * 2L));
    }

    /** The position behind the record that was read last, in bytes from the beginning. */
    long position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Follows the quotes: one at the start of a field opens, one that is not doubled closes. */
    private static final class CsvEnds implements LineEnds {
        private enum State {
            FIELD_START,
            PLAIN,
            QUOTED,
            QUOTE_IN_QUOTED
        }

        private final byte separator;
        private State state = State.FIELD_START;

        CsvEnds(byte separator) {
            this.separator = separator;
        }

        @Override
        public int find(byte[] bytes, int from, int to) {
            State now = state;
            for (int i = from; i < to; i++) {
                byte b = bytes[i];
                if (now == State.QUOTED) {
                    now = b == '"' ? State.QUOTE_IN_QUOTED : State.QUOTED;
                } else if (b == '\n') {
                    state = State.FIELD_START;
                    return i;
                } else if (b == separator) {
                    now = State.FIELD_START;
                } else if (b == '"' && now != State.PLAIN) {
                    now = State.QUOTED;
                } else {
                    now = State.PLAIN;
                }
            }
            state = now;
            return -1;
        }
    }
}
