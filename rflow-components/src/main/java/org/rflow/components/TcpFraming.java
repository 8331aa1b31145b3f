package org.rflow.components;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/**
 * How messages stand in a stream of bytes.
 *
 * <pre>
 *   lines    text in UTF-8, LF or CR LF
 *   length   length as 32-bit big-endian, so many bytes
 * </pre>
 */
enum TcpFraming {
    LINES {
        @Override
        void write(Message message, ByteArrayOutputStream out) {
            String text = message.text();
            if (text.indexOf('\n') >= 0) {
                throw new MessageException("the text has several lines; 'framing: length' takes it");
            }
            out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        }

        @Override
        Message message(byte[] record) {
            int length = record.length > 0 && record[record.length - 1] == '\r' ? record.length - 1 : record.length;
            return Message.of(new String(record, 0, length, StandardCharsets.UTF_8));
        }
    },
    LENGTH {
        @Override
        void write(Message message, ByteArrayOutputStream out) {
            byte[] content = content(message);
            out.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array());
            out.writeBytes(content);
        }

        @Override
        Message message(byte[] record) {
            return Message.of(record);
        }
    };

    /** Appends a message; {@link MessageException} for one that cannot stand so. */
    abstract void write(Message message, ByteArrayOutputStream out);

    /** The message of a record that was cut out of a stream. */
    abstract Message message(byte[] record);

    private static byte[] content(Message message) {
        if (!message.type().equals(CoreTypes.RAW)) {
            return message.text().getBytes(StandardCharsets.UTF_8);
        }
        byte[] content = new byte[message.raw().remaining()];
        message.raw().get(content);
        return content;
    }
}
