package org.rflow.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a frame of the batch form (drawn in {@link BatchLayout}) apart into messages whose data is decoded only when
 * asked for. A frame is checked as a whole before its first message is given out, so it is taken or refused as a whole;
 * what it claims is never allocated before it is found to be there. Messages are slices of the frame, which must not be
 * changed afterwards. Used only by one loop thread.
 */
public final class BatchReader {
    /** Finds a data type by what stands in a run. */
    @FunctionalInterface
    public interface TypeLookup {
        Optional<DataType> find(long fingerprint, String name);
    }

    /** A type whose schema is not known here. */
    public record MissingType(long fingerprint, String name) {}

    private record Run(DataType type, Headers headers, int count, int recordLength, int start) {}

    private static final int KEPT_TYPES = 64;

    private final AvroInput input = new AvroInput();
    private final List<Run> runs = new ArrayList<>();
    private final Set<MissingType> missing = new LinkedHashSet<>();
    private final List<DataType> seen = new ArrayList<>();
    private final Identities identities = new Identities();
    private byte[] frame = new byte[0];
    private int end;
    private boolean identified;
    private int incarnation;
    private long firstNumber;
    private int count;

    private int given;
    private int nextRun;
    private @Nullable Run run;
    private int leftInRun;
    private int at;
    private int length;

    /**
     * Checks the batch that begins at {@code offset} and goes to the end of the frame. {@link MessageException} says what
     * is wrong with a malformed one, and nothing of it is given out. If {@link #missing} is not empty, wrap the frame again
     * once those schemas are known.
     */
    public void wrap(byte[] newFrame, int offset, TypeLookup types) {
        reset();
        if (newFrame.length - offset < BatchLayout.BATCH_HEADER) {
            throw new MessageException(
                    "a batch of " + (newFrame.length - offset) + " bytes is shorter than its header");
        }
        frame = newFrame;
        end = newFrame.length;
        try {
            int start = readHeader(offset);
            if (identified) {
                readIdentities(start);
            }
            readRuns(start, types);
        } catch (MessageException e) {
            reset();
            throw e;
        }
    }

    /** The number of the first record of a batch that nobody has checked yet; {@code otherwise} if it is too short to say. */
    public static long firstNumberOf(byte[] frame, int offset, long otherwise) {
        return frame.length - offset < BatchLayout.BATCH_HEADER
                ? otherwise
                : WireBuffer.longAt(frame, offset + BatchLayout.FIRST_NUMBER);
    }

    private void reset() {
        frame = new byte[0];
        runs.clear();
        missing.clear();
        run = null;
        given = 0;
        nextRun = 0;
        leftInRun = 0;
        count = 0;
        identified = false;
        identities.clear();
    }

    private int readHeader(int offset) {
        int version = frame[offset] & 0xff;
        if (version != BatchLayout.VERSION) {
            throw new MessageException("batch version " + version + " is not " + BatchLayout.VERSION);
        }
        int flags = shortAt(offset + BatchLayout.BATCH_FLAGS);
        identified = flags == BatchLayout.IDENTITIES;
        if ((flags & ~BatchLayout.IDENTITIES) != 0) {
            throw new MessageException("batch flags 0x" + Integer.toHexString(flags) + " are not known");
        }
        int headerLength = frame[offset + BatchLayout.BATCH_HEADER_LENGTH] & 0xff;
        if (headerLength < BatchLayout.BATCH_HEADER || headerLength > frame.length - offset) {
            throw new MessageException("a batch header cannot have " + headerLength + " bytes");
        }
        incarnation = WireBuffer.intAt(frame, offset + BatchLayout.INCARNATION);
        firstNumber = WireBuffer.longAt(frame, offset + BatchLayout.FIRST_NUMBER);
        count = WireBuffer.intAt(frame, offset + BatchLayout.BATCH_RECORDS);
        return offset + headerLength;
    }

    private void readIdentities(int start) {
        require(BatchLayout.LENGTH, end - start, "the length of the identities");
        end -= BatchLayout.LENGTH;
        int length = WireBuffer.intAt(frame, end);
        require(length, end - start, "the identities of a batch");
        end -= length;
        // each record takes a byte of the runs or, when it is empty, its length there
        require(count, end - start, "a batch of " + count + " records");
        try {
            identities.read(input.wrap(frame, end, length), count);
        } finally {
            input.release();
        }
    }

    private void readRuns(int start, TypeLookup types) {
        long total = 0;
        int position = start;
        while (position < end) {
            int records = readRun(position, types);
            total += WireBuffer.intAt(frame, position + BatchLayout.RUN_RECORDS);
            position = records + WireBuffer.intAt(frame, position + BatchLayout.RECORDS_LENGTH);
        }
        if (total != count) {
            throw new MessageException("a batch of " + count + " records has " + total + " in its runs");
        }
    }

    /** Returns where the run's records begin. */
    private int readRun(int start, TypeLookup types) {
        require(BatchLayout.RUN_HEADER, end - start, "the header of a run");
        int flags = shortAt(start + BatchLayout.RUN_FLAGS);
        if ((flags & ~BatchLayout.EQUAL_LENGTHS) != 0) {
            throw new MessageException("run flags 0x" + Integer.toHexString(flags) + " are not known");
        }
        int nameLength = shortAt(start + BatchLayout.NAME_LENGTH);
        int name = start + BatchLayout.RUN_HEADER;
        require(nameLength, end - name, "the type name of a run");
        int headersLength = WireBuffer.intAt(frame, start + BatchLayout.HEADERS_LENGTH);
        int headers = name + nameLength;
        require(headersLength, end - headers, "the headers of a run");
        int records = headers + headersLength;
        checkRecords(start, records, flags == BatchLayout.EQUAL_LENGTHS);
        DataType type = type(WireBuffer.longAt(frame, start), name, nameLength, types);
        if (type != null) {
            int recordCount = WireBuffer.intAt(frame, start + BatchLayout.RUN_RECORDS);
            int recordLength = WireBuffer.intAt(frame, start + BatchLayout.RECORD_LENGTH);
            runs.add(new Run(type, headers(headers, headersLength), recordCount, recordLength, records));
        }
        return records;
    }

    private void checkRecords(int start, int records, boolean equalLengths) {
        int recordCount = WireBuffer.intAt(frame, start + BatchLayout.RUN_RECORDS);
        if (recordCount <= 0) {
            throw new MessageException("a run cannot have " + recordCount + " records");
        }
        int recordsLength = WireBuffer.intAt(frame, start + BatchLayout.RECORDS_LENGTH);
        require(recordsLength, end - records, "the records of a run");
        int recordLength = WireBuffer.intAt(frame, start + BatchLayout.RECORD_LENGTH);
        if (equalLengths) {
            if (recordLength <= 0 || (long) recordLength * recordCount != recordsLength) {
                throw new MessageException(
                        recordCount + " records of " + recordLength + " bytes do not take " + recordsLength);
            }
        } else if (recordLength != 0) {
            throw new MessageException("a run of mixed lengths says that each is " + recordLength);
        } else {
            checkLengths(records, recordsLength, recordCount);
        }
    }

    private void checkLengths(int start, int recordsLength, int recordCount) {
        int last = start + recordsLength;
        int position = start;
        for (int i = 0; i < recordCount; i++) {
            require(BatchLayout.LENGTH, last - position, "the length of a record");
            int recordLength = WireBuffer.intAt(frame, position);
            position += BatchLayout.LENGTH;
            require(recordLength, last - position, "a record");
            position += recordLength;
        }
        if (position != last) {
            throw new MessageException((last - position) + " bytes are left over behind the records of a run");
        }
    }

    private static void require(int needed, int there, String what) {
        if (needed < 0 || needed > there) {
            throw new MessageException(what + " takes " + needed + " bytes of " + there);
        }
    }

    private @Nullable DataType type(long fingerprint, int name, int nameLength, TypeLookup types) {
        for (DataType type : seen) {
            byte[] bytes = type.nameBytes();
            if (type.fingerprint() == fingerprint
                    && Arrays.equals(bytes, 0, bytes.length, frame, name, name + nameLength)) {
                return type;
            }
        }
        String text = new String(frame, name, nameLength, StandardCharsets.UTF_8);
        Optional<DataType> found = types.find(fingerprint, text);
        if (found.isEmpty()) {
            missing.add(new MissingType(fingerprint, text));
            return null;
        }
        if (seen.size() < KEPT_TYPES) {
            seen.add(found.get());
        }
        return found.get();
    }

    private Headers headers(int start, int headersLength) {
        if (headersLength == 0) {
            return Headers.NONE;
        }
        try {
            Headers headers = HeadersCodec.read(input.wrap(frame, start, headersLength));
            input.expectEnd();
            return headers;
        } catch (MessageException e) {
            throw new MessageException("the headers of a run do not decode: " + e.getMessage(), e);
        } finally {
            input.release();
        }
    }

    private int shortAt(int position) {
        return (frame[position] & 0xff) | (frame[position + 1] & 0xff) << 8;
    }

    /** Types that the lookup did not find; while there are any, no message is given out. */
    public List<MissingType> missing() {
        return List.copyOf(missing);
    }

    /** Whether each record says who it is. */
    public boolean isIdentified() {
        return identified;
    }

    /** Who the records are, if they say so. */
    public Identities identities() {
        return identities;
    }

    /** The place in the batch, from 0, of the message that {@link #next} stepped to. */
    public int index() {
        return given - 1;
    }

    /** Which incarnation of the sender made the batch. */
    public int incarnation() {
        return incarnation;
    }

    /** The cumulative number of the batch's first record. */
    public long firstNumber() {
        return firstNumber;
    }

    /** Messages in the batch, given out or not. */
    public int count() {
        return count;
    }

    /** Messages not given out yet. */
    public int remaining() {
        return count - given;
    }

    /** Steps to the next message; false behind the last one. */
    public boolean next() {
        if (!missing.isEmpty()) {
            throw new IllegalStateException("schemas are missing: " + missing);
        }
        if (leftInRun == 0) {
            if (nextRun == runs.size()) {
                run = null;
                return false;
            }
            Run next = runs.get(nextRun++);
            run = next;
            leftInRun = next.count();
            at = next.start();
            length = 0;
        }
        step();
        leftInRun--;
        given++;
        return true;
    }

    private void step() {
        at += length;
        int equal = current().recordLength();
        if (equal > 0) {
            length = equal;
        } else {
            length = WireBuffer.intAt(frame, at);
            at += BatchLayout.LENGTH;
        }
    }

    /** The message that {@link #next} stepped to: a slice of the frame, decoded when asked. */
    public Message message() {
        Run in = current();
        return Message.encoded(in.type(), in.headers(), frame, at, length);
    }

    private Run current() {
        if (run == null) {
            throw new IllegalStateException("there is no message before next() was true");
        }
        return run;
    }
}
