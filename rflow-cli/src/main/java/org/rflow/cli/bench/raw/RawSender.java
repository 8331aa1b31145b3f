package org.rflow.cli.bench.raw;

import java.io.IOException;

/** The sending end of a reference. Blocks while the receiver is slow. Used by one thread. */
interface RawSender extends AutoCloseable {
    void send(long number, long time) throws IOException;

    /** Nothing is kept back any longer. */
    void flush() throws IOException;

    /** Everything sent still arrives. */
    @Override
    void close() throws IOException;
}
