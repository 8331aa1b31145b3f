package org.rflow.components;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.rflow.message.MessageException;

/** How a text in a pipe is told from the next one. */
enum PipeFraming {
    /** Each is a line. */
    LINES {
        @Override
        void write(String text, OutputStream out) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.write('\n');
            out.flush();
        }

        @Override
        @Nullable
        String read(InputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    return null;
                }
                if (line.size() == Shell.MOST_BYTES) {
                    throw tooLong();
                }
                line.write(next);
            }
            return line.toString(StandardCharsets.UTF_8);
        }

        @Override
        boolean takes(String text) {
            return text.indexOf('\n') < 0;
        }

        @Override
        String oneAnswer() {
            return "one line for each, or set 'framing: length'";
        }
    },
    /** Each has its length in bytes before it: four bytes, the highest first. */
    LENGTH {
        @Override
        void write(String text, OutputStream out) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.write(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            out.write(bytes);
            out.flush();
        }

        @Override
        @Nullable
        String read(InputStream in) throws IOException {
            DataInputStream data = new DataInputStream(in);
            try {
                int length = data.readInt();
                if (length < 0 || length > Shell.MOST_BYTES) {
                    throw tooLong();
                }
                byte[] bytes = data.readNBytes(length);
                return bytes.length == length ? new String(bytes, StandardCharsets.UTF_8) : null;
            } catch (EOFException ended) {
                return null;
            }
        }

        @Override
        boolean takes(String text) {
            return true;
        }

        @Override
        String oneAnswer() {
            return "one length and so many bytes for each";
        }
    };

    abstract void write(String text, OutputStream out) throws IOException;

    /** Null when there is none any more. */
    abstract @Nullable String read(InputStream in) throws IOException;

    /** Whether the text can be one. */
    abstract boolean takes(String text);

    /** What a command has to write for each text, as the end of a sentence. */
    abstract String oneAnswer();

    private static MessageException tooLong() {
        return new MessageException("command wrote more than " + Shell.MOST_BYTES + " bytes");
    }
}
