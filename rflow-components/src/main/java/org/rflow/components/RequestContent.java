package org.rflow.components;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * Reads the content of a request as the client sends it, into memory that is counted. What finds no room is read to its end and thrown away, as a client that still
 * sends would not see its answer. Run by one thread at a time; never blocks.
 */
final class RequestContent implements Invocable.Task {
    private final Content.Source source;
    private final HttpExchange exchange;
    private final int mostBytes;
    private final Reader reader;
    private final List<byte[]> parts = new ArrayList<>();
    private int length;
    private boolean crowded;

    /** What becomes of it: one of the four, once. */
    interface Reader {
        void received(HttpExchange exchange, byte[] content);

        void isTooLarge(HttpExchange exchange);

        void hasNoRoom(HttpExchange exchange);

        void isBroken(HttpExchange exchange);
    }

    RequestContent(Content.Source source, HttpExchange exchange, int mostBytes, Reader reader) {
        this.source = source;
        this.exchange = exchange;
        this.mostBytes = mostBytes;
        this.reader = reader;
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    /** Takes what there is, and is run again when there is more. */
    @Override
    public void run() {
        boolean more = true;
        while (more) {
            Content.@Nullable Chunk chunk = source.read();
            if (chunk == null) {
                source.demand(this);
                return;
            }
            more = take(chunk);
        }
    }

    private boolean take(Content.Chunk chunk) {
        if (Content.Chunk.isFailure(chunk)) {
            parts.clear();
            reader.isBroken(exchange);
            return false;
        }
        boolean last = chunk.isLast();
        ByteBuffer bytes = chunk.getByteBuffer();
        int size = bytes.remaining();
        if (size > mostBytes - length) {
            chunk.release();
            parts.clear();
            reader.isTooLarge(exchange);
            return false;
        }
        length += size;
        keep(bytes);
        chunk.release();
        if (last) {
            end();
        }
        return !last;
    }

    private void keep(ByteBuffer bytes) {
        if (!crowded && !exchange.hold(bytes.remaining())) {
            crowded = true;
            parts.clear();
            exchange.release();
        }
        if (!crowded) {
            byte[] part = new byte[bytes.remaining()];
            bytes.get(part);
            parts.add(part);
        }
    }

    private void end() {
        if (crowded) {
            reader.hasNoRoom(exchange);
            return;
        }
        ByteBuffer whole = ByteBuffer.allocate(length);
        parts.forEach(whole::put);
        parts.clear();
        reader.received(exchange, whole.array());
    }
}
