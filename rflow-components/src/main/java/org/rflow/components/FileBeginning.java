package org.rflow.components;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;

/** The first bytes of a file: how many, and their checksum. */
record FileBeginning(int length, long checksum) {
    static final int LONGEST = 1024;
    static final FileBeginning NONE = new FileBeginning(0, 0);

    /** Of so many bytes, or fewer when there are no more. */
    static FileBeginning of(FileChannel file, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {
            // one call need not read all
        }
        CRC32 sum = new CRC32();
        sum.update(bytes.flip());
        return new FileBeginning(bytes.limit(), sum.getValue());
    }
}
