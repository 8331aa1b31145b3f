package org.rflow.message;

import java.io.ByteArrayOutputStream;

/** Messages as a receiver has them: nothing but bytes yet. */
final class Received {
    private Received() {}

    static Message received(Message message) {
        byte[] bytes = encode(message);
        return Message.encoded(message.type(), message.headers(), bytes, 0, bytes.length);
    }

    static byte[] encode(Message message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out::write);
        return out.toByteArray();
    }
}
