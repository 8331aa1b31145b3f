package org.rflow.connections.zeromq;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Direct buffers for frames, used again and again: fresh arrays run through the whole young generation and out of the
 * processor's cache, and a heap buffer is copied once more on its way into the kernel. Together that is half the price of
 * a hop. Small frames are not worth it, and must not hold a large buffer each. Used only by the loop thread.
 */
final class FramePool {
    /** Frames are lent buffers from a quarter of the batch size on, so a window of bytes bounds how many there are. */
    private static final int SHARE = 4;

    private final int bufferBytes;
    private final int smallest;
    private final Deque<ByteBuffer> free = new ArrayDeque<>();

    FramePool(int batchBytes) {
        // a batch is full from its size on: the last record goes beyond
        bufferBytes = batchBytes + batchBytes / SHARE;
        smallest = batchBytes / SHARE;
    }

    /** A buffer with position 0 and the limit; a pooled one has to be {@link #give}n back. */
    ByteBuffer take(int size) {
        if (size < smallest || size > bufferBytes) {
            return ByteBuffer.allocate(size);
        }
        ByteBuffer buffer = free.isEmpty() ? ByteBuffer.allocateDirect(bufferBytes) : free.pop();
        return buffer.clear().limit(size);
    }

    /** Takes back a buffer that nobody reads any more. */
    void give(ByteBuffer buffer) {
        if (buffer.isDirect()) {
            free.push(buffer);
        }
    }
}
