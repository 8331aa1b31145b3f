package org.rflow.components;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rflow.message.Message;

/** What is in a file, message by message, with places to go on behind. Used by one thread. */
interface FileRecords extends AutoCloseable {
    /** {@link #position} inside a piece that can be read only from its beginning. */
    long NOWHERE = -1;

    /** Leaves out what stands before the first one. Only at the beginning. */
    default void begin() throws IOException {}

    /** The next one, {@code null} after the last. */
    @Nullable
    Message next() throws IOException;

    /** How many bytes the message read last takes in the file, unpacked. */
    long length();

    /** How many bytes of the file, unpacked, end with the message read last; {@link #NOWHERE} where one cannot go on behind it. */
    long position();

    /** Nothing more comes behind the end, so what is left there is the last one. False when that was known. */
    default boolean complete() {
        return false;
    }

    /** Whether positions are so rare that this one should be noted. */
    boolean isBlockEnd();

    /** Goes to a position that was given before. Only at the beginning. */
    void skipTo(long position) throws IOException;

    @Override
    void close() throws IOException;
}
