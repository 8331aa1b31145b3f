package org.rflow.cli.bench.raw;

import java.io.IOException;
import org.rflow.cli.bench.ends.Tally;

/** The receiving end of a reference. Used by one thread. */
interface RawReceiver extends AutoCloseable {
    /** Waits for something and gives each message in it to the tally. */
    void receive(Tally tally) throws IOException;

    @Override
    void close() throws IOException;
}
