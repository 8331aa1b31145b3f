package org.rflow.zmq;

import zmq.Msg;

/**
 * A received frame that cannot be a lying HELLO. The PLAIN mechanism of JeroMQ 0.6.0 reads the two lengths of a HELLO as
 * signed bytes and without looking where the frame ends; what it then throws unsettles the connection's bookkeeping for
 * good, so that closing the context waits for ever. Such a frame says that it is empty, and the handshake refuses it.
 *
 * <pre>
 *  | 5 | H E L L O | user length (1) | user | password length (1) | password |
 * </pre>
 */
final class Frame extends Msg {
    private static final int USER_LENGTH_AT = 6;

    Frame(int size) {
        super(size);
    }

    @Override
    public int size() {
        int size = super.size();
        return size > USER_LENGTH_AT && get(0) == 5 && get(1) == 'H' && get(2) == 'E' && lies(size) ? 0 : size;
    }

    private boolean lies(int size) {
        int userLength = get(USER_LENGTH_AT);
        int passwordLengthAt = USER_LENGTH_AT + 1 + userLength;
        return userLength < 0 || passwordLengthAt >= size || get(passwordLengthAt) < 0;
    }
}
