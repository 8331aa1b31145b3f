package org.rflow.message;

/**
 * Lays out one run of a batch: the records that share a type and headers. It begins without lengths, as all records may
 * turn out equally long; the first one that differs gives every record its length, or, when the records before it saved
 * more than a run's header costs, begins a run of its own. Not thread safe.
 */
final class RunWriter {
    private static final int MIXED = -1;
    private static final int MAX_HEADERS_BYTES = 8 << 20;

    private final WireBuffer out;
    private final DataType type;
    private final Headers headers;
    private final int start;
    private final int records;
    private int recordLength;
    private int count;

    /** Begins a run behind what is in the buffer, with the first message in it. */
    RunWriter(WireBuffer out, Message first) {
        this.out = out;
        this.type = first.type();
        this.headers = first.headers();
        this.start = out.skip(BatchLayout.RUN_HEADER);
        out.write(type.nameBytes(), 0, nameLength(type));
        int headersAt = out.position();
        if (!headers.equals(Headers.NONE)) {
            HeadersCodec.write(headers, out);
        }
        this.records = out.position();
        if (records - headersAt > MAX_HEADERS_BYTES) {
            throw new MessageException("provenance and properties take " + (records - headersAt) + " bytes, more than "
                    + MAX_HEADERS_BYTES);
        }
        out.putLong(start + BatchLayout.FINGERPRINT, type.fingerprint());
        out.putInt(start + BatchLayout.HEADERS_LENGTH, records - headersAt);
        recordLength = encode(first);
        count = 1;
        if (recordLength == 0) {
            makeMixed(1, 0);
        }
    }

    /** Takes over from {@code before} at a record that stands, alone, where the new run begins. */
    private RunWriter(RunWriter before, int newRecordLength) {
        out = before.out;
        type = before.type;
        headers = before.headers;
        start = out.position() - newRecordLength;
        int headerLength = before.headerLength();
        records = start + headerLength;
        out.skip(headerLength);
        out.move(start, records, newRecordLength);
        out.move(before.start, start, headerLength);
        recordLength = newRecordLength;
        count = 1;
    }

    private static int nameLength(DataType type) {
        int length = type.nameBytes().length;
        if (length > BatchLayout.MAX_NAME) {
            throw new MessageException(
                    "the name of a data type has " + length + " bytes, more than " + BatchLayout.MAX_NAME);
        }
        return length;
    }

    boolean accepts(Message message) {
        return message.type().equals(type) && message.headers().equals(headers);
    }

    int start() {
        return start;
    }

    /** Adds a record; returns the run that holds it, which is this one or a new one behind it. */
    RunWriter add(Message message) {
        int at = out.position();
        if (recordLength == MIXED) {
            out.skip(BatchLayout.LENGTH);
            out.putInt(at, encode(message));
            count++;
            return this;
        }
        int length = encode(message);
        if (length == recordLength) {
            count++;
            return this;
        }
        return differ(length);
    }

    private int encode(Message message) {
        int at = out.position();
        message.encodeTo(out);
        int length = out.position() - at;
        if (length > BatchWriter.MAX_RECORD_BYTES) {
            throw new MessageException("data of type '" + type + "' takes " + length + " bytes, more than "
                    + BatchWriter.MAX_RECORD_BYTES);
        }
        return length;
    }

    private RunWriter differ(int length) {
        if (length > 0 && (long) count * BatchLayout.LENGTH > headerLength()) {
            close(out.position() - length);
            return new RunWriter(this, length);
        }
        makeMixed(count + 1, length);
        return this;
    }

    /** Gives each record its length, from the last, which is {@code lastLength} bytes, to the first. */
    private void makeMixed(int newCount, int lastLength) {
        int from = out.position();
        out.skip(newCount * BatchLayout.LENGTH);
        int to = out.position();
        for (int i = newCount - 1; i >= 0; i--) {
            int length = i == newCount - 1 ? lastLength : recordLength;
            from -= length;
            to -= length;
            out.move(from, to, length);
            to -= BatchLayout.LENGTH;
            out.putInt(to, length);
        }
        recordLength = MIXED;
        count = newCount;
    }

    private int headerLength() {
        return records - start;
    }

    /** Writes what is only known now that the run ends at {@code end}. Harmless when done again. */
    void close(int end) {
        boolean mixed = recordLength == MIXED;
        out.putInt(start + BatchLayout.RUN_RECORDS, count);
        out.putInt(start + BatchLayout.RECORDS_LENGTH, end - records);
        out.putInt(start + BatchLayout.RECORD_LENGTH, mixed ? 0 : recordLength);
        int flags = mixed ? 0 : BatchLayout.EQUAL_LENGTHS;
        out.putInt(start + BatchLayout.RUN_FLAGS, flags | type.nameBytes().length << 16);
    }
}
