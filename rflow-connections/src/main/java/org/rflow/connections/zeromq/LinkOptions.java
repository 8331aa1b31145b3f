package org.rflow.connections.zeromq;

import java.util.Map;

/**
 * How much a credit link may hold, from the connection's options {@code window_records} and {@code window_bytes} (how far at
 * most a receiver lets each sender be ahead of what it has processed), {@code unsafe_bytes} (how much a sender keeps of
 * what is not safe yet, where at-least-once is promised) and {@code batch_bytes} (from which size on a batch
 * leaves).
 */
record LinkOptions(long windowRecords, long windowBytes, int batchBytes, long unsafeBytes) {
    private static final int BATCH_BYTES = 128 << 10;
    private static final int WINDOW_BATCHES = 16;
    private static final int WINDOW_RECORDS = 1 << 17;
    private static final int BATCH_RECORDS = 1 << 14;
    private static final long UNSAFE_BYTES = 64 << 20;
    private static final long MOST = 1L << 30;

    static LinkOptions of(Map<String, String> options) {
        int batchBytes = (int) number(options, "batch_bytes", BATCH_BYTES);
        return new LinkOptions(
                number(options, "window_records", WINDOW_RECORDS),
                number(options, "window_bytes", (long) WINDOW_BATCHES * batchBytes),
                batchBytes,
                number(options, "unsafe_bytes", UNSAFE_BYTES));
    }

    private static long number(Map<String, String> options, String name, long otherwise) {
        String text = options.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text.strip());
            if (value >= 1 && value <= MOST) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrong(name, text), e);
        }
        throw new IllegalArgumentException(wrong(name, text));
    }

    private static String wrong(String name, String text) {
        return "option '" + name + "' of a connection cannot be '" + text + "': write a number from 1 to " + MOST;
    }

    /** A batch of more records leaves too, so that a window is never one batch. */
    int batchRecords() {
        return (int) Math.max(1, Math.min(BATCH_RECORDS, windowRecords / 2));
    }
}
