package org.rflow.zmq;

import zmq.Msg;
import zmq.msg.MsgAllocator;

/**
 * Makes the buffers that frames are read into. JeroMQ 0.6.0 checks only the upper limit of a frame's size, so a forged
 * size of −1, sent before any authentication, would kill the I/O thread and every socket with it (CVE-2019-6250 for
 * libzmq, JeroMQ issue 1005). The answer here is an empty frame: no handshake accepts it, and a peer that has the secret
 * only hurts itself. Called by the I/O thread.
 */
final class FrameAllocator implements MsgAllocator {
    private final int limit;

    FrameAllocator(int limit) {
        this.limit = limit;
    }

    @Override
    public Msg allocate(int size) {
        return new Frame(size < 0 || size > limit ? 0 : size);
    }
}
