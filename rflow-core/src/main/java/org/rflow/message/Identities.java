package org.rflow.message;

import java.util.Arrays;

/**
 * Who the records of a batch are: one identity a record, in order. A record is (origin, position, path): the {@code position}th
 * message of a source, and the way by which this one came of it. Origin 0 is nobody: such a record can come again as another.
 * {@code lows} says of origins that nothing below a position will ever be sent again.
 *
 * <p>Encoded in Avro's variable-length numbers:
 *
 * <pre>{@code
 *   lows      count, then (origin, position) of each
 *   segments  (records, origin; if that is not 0: path, first position, 0: each follows the one before | 1: differences) ...
 * }</pre>
 *
 * <p>Used only by one loop thread.
 */
public final class Identities {
    public static final long NOBODY = 0;

    private static final int FEW = 64;

    private long[] origins = new long[FEW];
    private long[] positions = new long[FEW];
    private long[] paths = new long[FEW];
    private int count;
    private long[] lows = {};

    public int count() {
        return count;
    }

    public long origin(int record) {
        return origins[record];
    }

    public long position(int record) {
        return positions[record];
    }

    public long path(int record) {
        return paths[record];
    }

    /** Pairs of an origin and its low position. */
    public long[] lows() {
        return lows;
    }

    void lows(long[] newLows) {
        lows = newLows;
    }

    void clear() {
        count = 0;
        lows = new long[0];
    }

    void add(long origin, long position, long path) {
        if (count == origins.length) {
            grow(2 * count);
        }
        origins[count] = origin;
        positions[count] = position;
        paths[count] = path;
        count++;
    }

    private void grow(int size) {
        origins = Arrays.copyOf(origins, size);
        positions = Arrays.copyOf(positions, size);
        paths = Arrays.copyOf(paths, size);
    }

    void write(WireBuffer out) {
        out.writeLong(lows.length / 2);
        for (long low : lows) {
            out.writeLong(low);
        }
        int at = 0;
        while (at < count) {
            at = writeSegment(out, at);
        }
    }

    private int writeSegment(WireBuffer out, int start) {
        int end = start + 1;
        boolean inSteps = true;
        while (end < count && origins[end] == origins[start] && paths[end] == paths[start]) {
            inSteps &= positions[end] == positions[end - 1] + 1;
            end++;
        }
        out.writeLong(end - start);
        out.writeLong(origins[start]);
        if (origins[start] == NOBODY) {
            return end;
        }
        out.writeLong(paths[start]);
        out.writeLong(positions[start]);
        out.writeLong(inSteps ? 0 : 1);
        for (int i = start + 1; i < end && !inSteps; i++) {
            out.writeLong(positions[i] - positions[i - 1]);
        }
        return end;
    }

    /** Reads those of so many records; {@link MessageException} when there are more or fewer. */
    void read(AvroInput in, int records) {
        clear();
        lows = readLows(in);
        if (records > origins.length) {
            grow(records);
        }
        while (in.remaining() > 0) {
            readSegment(in, records);
        }
        if (count != records) {
            throw new MessageException("a batch of " + records + " records has identities for " + count);
        }
    }

    private static long[] readLows(AvroInput in) {
        long pairs = in.readLong();
        if (pairs < 0 || 2 * pairs > in.remaining()) {
            throw new MessageException("a batch cannot have " + pairs + " low positions");
        }
        long[] lows = new long[Math.toIntExact(2 * pairs)];
        for (int i = 0; i < lows.length; i++) {
            lows[i] = in.readLong();
        }
        return lows;
    }

    private void readSegment(AvroInput in, int records) {
        long size = in.readLong();
        if (size <= 0 || size > records - count) {
            throw new MessageException(
                    "a batch of " + records + " records has identities for " + size + " behind the first " + count);
        }
        long origin = in.readLong();
        long path = origin == NOBODY ? 0 : in.readLong();
        long position = origin == NOBODY ? 0 : in.readLong();
        boolean inSteps = origin == NOBODY || in.readLong() == 0;
        for (int i = 0; i < size; i++) {
            add(origin, position, path);
            if (i + 1 < size && origin != NOBODY) {
                position += inSteps ? 1 : in.readLong();
            }
        }
    }
}
