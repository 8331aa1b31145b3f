package org.rflow.cli.bench.ends;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What each measured message holds, whatever it travels on.
 *
 * <pre>
 *  0        8        16            size
 *  | number |  time  | zeros ...   |
 * </pre>
 *
 * <p>Both are big-endian longs. Numbers count from 0; {@link #end} of how many there were is the last. The time is that of
 * {@link System#nanoTime}, which the processes of a Linux machine share.
 */
public final class Payload {
    /** The smallest size. */
    public static final int LEAST = 16;

    private static final int TIME = 8;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private Payload() {}

    public static byte[] of(int size, long number, long time) {
        byte[] bytes = new byte[size];
        write(bytes, 0, number, time);
        return bytes;
    }

    public static void write(byte[] bytes, int offset, long number, long time) {
        LONG.set(bytes, offset, number);
        LONG.set(bytes, offset + TIME, time);
    }

    public static long number(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset);
    }

    public static long time(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset + TIME);
    }

    /** The number that says: that was all, there were so many before. */
    public static long end(long count) {
        return -1 - count;
    }

    static boolean isEnd(long number) {
        return number < 0;
    }

    static long countOf(long end) {
        return -1 - end;
    }
}
