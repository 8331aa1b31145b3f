package org.rflow.cli.bench.raw;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.rflow.cli.bench.ends.Tally;

/** Reads what a {@link NioSender} writes into one reused direct buffer; a message of which only a part is there waits. */
final class NioReceiver implements RawReceiver {
    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(2 * NioSender.BATCH);

    NioReceiver(Meeting meeting, String name) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            meeting.tell(name, Integer.toString(((InetSocketAddress) server.getLocalAddress()).getPort()));
            channel = server.accept();
        }
    }

    @Override
    public void receive(Tally tally) throws IOException {
        if (channel.read(buffer) < 0) {
            throw new EOFException("the sender is gone");
        }
        buffer.flip();
        while (buffer.remaining() >= BatchSender.LENGTH) {
            int start = buffer.position() + BatchSender.LENGTH;
            int length = buffer.getInt(buffer.position());
            if (buffer.limit() - start < length) {
                break;
            }
            tally.arrived(buffer.getLong(start), buffer.getLong(start + Long.BYTES));
            buffer.position(start + length);
        }
        buffer.compact();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
