package org.rflow.cli.bench.raw;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** Agrona's ring for one writer and one reader, in a file that both map: memory that two processes share. */
final class Ring implements AutoCloseable {
    /** Agrona works on memory by what the JDK keeps for itself. */
    static final String OPTION = "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED";

    static final int MESSAGE = 1;

    private static final int CAPACITY = 1 << 20;

    private final MappedByteBuffer memory;
    private final OneToOneRingBuffer messages;

    private Ring(MappedByteBuffer memory) {
        this.memory = memory;
        this.messages = new OneToOneRingBuffer(new UnsafeBuffer(memory));
    }

    /** The ring in a file, which is made, all zeros, when there is none. */
    static Ring in(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Ring(
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, CAPACITY + RingBufferDescriptor.TRAILER_LENGTH));
        }
    }

    OneToOneRingBuffer messages() {
        return messages;
    }

    @Override
    public void close() {
        BufferUtil.free(memory);
    }
}
