package org.rflow.components;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.rflow.message.Message;

/**
 * Gathers messages as the bytes they become in a file. A piece is what is appended in one go, and the file is whole after each: so it may be
 * cut there. Used by one thread.
 */
interface FilePiece {
    /** Whether the message may stand behind what the file has and what is gathered; if not, a new file has to begin. */
    default boolean fits(Message message) throws IOException {
        return true;
    }

    /** {@link org.rflow.message.MessageException} for a message that cannot be written; nothing is gathered of it. */
    void add(Message message) throws IOException;

    boolean isFull();

    /** The bytes of what is gathered, good until more is added; empty for nothing. */
    ByteBuffer end() throws IOException;

    /** What {@link #end} gave stands in the file, and need not be kept. */
    void written();

    /** The file has been put back to another length, or is a new one; nothing is gathered. */
    default void forget() {}
}
