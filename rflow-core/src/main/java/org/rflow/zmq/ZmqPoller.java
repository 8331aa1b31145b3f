package org.rflow.zmq;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;
import zmq.poll.PollItem;

/**
 * Waits until one of the watched sockets has input or a {@link WakeUp} comes. Costs system calls: who has work does it
 * instead of asking here. Used by one thread.
 */
public final class ZmqPoller implements AutoCloseable {
    private final Selector selector;
    private final List<PollItem> items = new ArrayList<>();
    private PollItem[] polled = {};
    private @Nullable WakeUp wakeUp;
    private @Nullable PollItem wakeUpItem;

    ZmqPoller() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a selector", e);
        }
    }

    /** Waits for the wake-up too, also after {@link #clear}; drains it. */
    public void watch(WakeUp newWakeUp) {
        wakeUp = newWakeUp;
        wakeUpItem = new PollItem(newWakeUp.channel(), ZMQ.Poller.POLLIN);
    }

    /** Waits for input of the socket. */
    public void watch(ZmqSocket socket) {
        add(socket.input());
    }

    /** Waits for input of the socket and for room to send; never for an XPUB, which says that it has room while it refuses. */
    public void watchOutput(ZmqSocket socket) {
        items.remove(socket.input());
        add(socket.inputOrOutput());
    }

    private void add(PollItem item) {
        if (!items.contains(item)) {
            items.add(item);
        }
    }

    public void unwatch(ZmqSocket socket) {
        items.remove(socket.input());
        items.remove(socket.inputOrOutput());
    }

    /** Forgets all sockets. */
    public void clear() {
        items.clear();
    }

    /** Waits for at most {@code max}, rounded up to a millisecond; returns how many sockets are ready, 0 if none is. */
    public int poll(Duration max) {
        int count = collect();
        long millis = max.isNegative() ? 0 : max.plusNanos(999_999).toMillis();
        int ready = zmq.ZMQ.poll(selector, polled, count, millis);
        if (ready < 0) {
            throw new ZmqException("the ZeroMQ context was closed under a poller");
        }
        if (wakeUp != null && wakeUpItem != null && wakeUpItem.isReadable()) {
            wakeUp.drain();
            return ready - 1;
        }
        return ready;
    }

    private int collect() {
        int count = items.size();
        if (polled.length < count + 1) {
            polled = new PollItem[2 * count + 1];
        }
        for (int i = 0; i < count; i++) {
            polled[i] = items.get(i);
        }
        if (wakeUpItem != null) {
            polled[count++] = wakeUpItem;
        }
        return count;
    }

    /** Whether the last {@link #poll} found input on the socket. */
    public boolean isReadable(ZmqSocket socket) {
        return isReadable(socket.input()) || isReadable(socket.inputOrOutput());
    }

    private boolean isReadable(PollItem item) {
        return items.contains(item) && item.isReadable();
    }

    @Override
    public void close() {
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a selector", e);
        }
    }
}
