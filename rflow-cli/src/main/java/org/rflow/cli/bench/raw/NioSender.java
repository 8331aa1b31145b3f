package org.rflow.cli.bench.raw;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A TCP connection of the JDK's, written to with one reused direct buffer as large as RFlow's batches. */
final class NioSender implements RawSender {
    static final int BATCH = 128 << 10;

    private final SocketChannel channel;
    private final int size;
    private final ByteBuffer batch = ByteBuffer.allocateDirect(BATCH);

    NioSender(Meeting meeting, String to, int size) throws IOException {
        this.size = size;
        this.channel = SocketChannel.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(meeting.await(to))));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    @Override
    public void send(long number, long time) throws IOException {
        if (batch.remaining() < BatchSender.LENGTH + size) {
            flush();
        }
        int end = batch.position() + BatchSender.LENGTH + size;
        batch.putInt(size).putLong(number).putLong(time).position(end);
    }

    @Override
    public void flush() throws IOException {
        batch.flip();
        while (batch.hasRemaining()) {
            channel.write(batch);
        }
        batch.clear();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
