package org.rflow.connections.zeromq;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.rflow.message.BatchReader;
import org.rflow.message.MessageException;

/**
 * What travels on a credit link beside batches. Each is one ZeroMQ frame that begins with its kind. Numbers are
 * little-endian and unsigned where they count; UUIDs stand in the byte order of RFC 9562; text is UTF-8.
 *
 * <pre>{@code
 * sender -> receiver (DEALER -> ROUTER)
 *
 *   HELLO          | 1 | version 1 | 0 (2) | incarnation (4) | connection (16) | sender (16) |
 *                  | number of the next record (8) | bytes of batches sent so far (8) |
 *   SCHEMA         | 3 | 0 | name length n (2) | type name (n) | schema text, to the end |
 *   BATCH          | 4 | batch, to the end: see the batch form |
 *   END            | 7 | 0 (7) | number of records sent (8) |
 *   SAFETY_REQUEST | 11 |
 *
 * receiver -> sender (ROUTER -> DEALER)
 *
 *   WELCOME        | 2 | 0 (7) | record limit (8) | byte limit (8) | number of the record expected next (8) |
 *   CREDIT         | 5 | 0 (7) | records processed (8) | record limit (8) | byte limit (8) |
 *   ACK            | 6 | 0 (7) | number up to which the records are safe (8) |
 *   END_CONFIRMED  | 8 | 0 (7) | number of records processed (8) |
 *   SCHEMA_REQUEST | 9 | 0 (7) | fingerprint (8) | type name, to the end |
 *   HELLO_REQUEST  | 10 |
 * }</pre>
 *
 * <p>All limits and numbers are cumulative, like MAX_DATA of QUIC (RFC 9000, section 4.1), so a frame that is late or
 * repeated changes nothing.
 */
public sealed interface LinkFrame {
    byte HELLO = 1;
    byte WELCOME = 2;
    byte SCHEMA = 3;
    byte BATCH = 4;
    byte CREDIT = 5;
    byte ACK = 6;
    byte END = 7;
    byte END_CONFIRMED = 8;
    byte SCHEMA_REQUEST = 9;
    byte HELLO_REQUEST = 10;
    byte SAFETY_REQUEST = 11;

    int VERSION = 1;

    /** The bytes of the frame. */
    byte[] encode();

    /** Who sends: asked for again by a receiver that does not know a peer. */
    record Hello(UUID connection, UUID sender, int incarnation, long nextNumber, long sentBytes) implements LinkFrame {
        private static final int LENGTH = 56;

        @Override
        public byte[] encode() {
            return FrameBytes.allocate(HELLO, LENGTH)
                    .putByte(1, VERSION)
                    .putInt(4, incarnation)
                    .putUuid(8, connection)
                    .putUuid(24, sender)
                    .putLong(40, nextNumber)
                    .putLong(48, sentBytes)
                    .array();
        }

        /** How it would have been before these frames, for a sender that went on without knowing that its receiver is new. */
        Hello before(List<byte[]> frames) {
            long number = nextNumber;
            long bytes = sentBytes;
            for (byte[] frame : frames) {
                if (frame.length > Batch.OFFSET && frame[0] == BATCH) {
                    bytes -= frame.length;
                    number = Math.min(number, BatchReader.firstNumberOf(frame, Batch.OFFSET, number));
                }
            }
            return new Hello(connection, sender, incarnation, Math.max(0, number), Math.max(0, bytes));
        }

        private static Hello decode(FrameBytes in) {
            in.require(2, "HELLO");
            if (in.byteAt(1) != VERSION) {
                throw new MessageException("a HELLO of version " + in.byteAt(1) + ", not " + VERSION);
            }
            in.require(LENGTH, "HELLO");
            return new Hello(in.uuidAt(8), in.uuidAt(24), in.intAt(4), in.longAt(40), in.longAt(48));
        }
    }

    /** The receiver knows the sender, has room up to these limits, and has everything before {@code next}. */
    record Welcome(long recordLimit, long byteLimit, long next) implements LinkFrame {
        private static final int LENGTH = 32;

        @Override
        public byte[] encode() {
            return FrameBytes.allocate(WELCOME, LENGTH)
                    .putLong(8, recordLimit)
                    .putLong(16, byteLimit)
                    .putLong(24, next)
                    .array();
        }

        private static Welcome decode(FrameBytes in) {
            in.require(LENGTH, "WELCOME");
            return new Welcome(in.longAt(8), in.longAt(16), in.longAt(24));
        }
    }

    /** The schema of a type that batches after this one use. */
    record Schema(String name, String text) implements LinkFrame {
        private static final int HEADER = 4;
        private static final int MAX_BYTES = 16 << 20;

        @Override
        public byte[] encode() {
            byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
            byte[] textBytes = text.getBytes(StandardCharsets.UTF_8);
            return FrameBytes.allocate(SCHEMA, HEADER + nameBytes.length + textBytes.length)
                    .putShort(2, nameBytes.length)
                    .put(HEADER, nameBytes)
                    .put(HEADER + nameBytes.length, textBytes)
                    .array();
        }

        private static Schema decode(FrameBytes in) {
            in.require(HEADER, "SCHEMA");
            int textAt = HEADER + in.shortAt(2);
            in.require(textAt, "SCHEMA");
            if (in.length() > MAX_BYTES) {
                throw new MessageException("a SCHEMA of " + in.length() + " bytes");
            }
            return new Schema(in.textAt(HEADER, textAt - HEADER), in.textAt(textAt, in.length() - textAt));
        }
    }

    /** The receiver has processed so many records and has room up to these limits. */
    record Credit(long processed, long recordLimit, long byteLimit) implements LinkFrame {
        private static final int LENGTH = 32;

        @Override
        public byte[] encode() {
            return FrameBytes.allocate(CREDIT, LENGTH)
                    .putLong(8, processed)
                    .putLong(16, recordLimit)
                    .putLong(24, byteLimit)
                    .array();
        }

        private static Credit decode(FrameBytes in) {
            in.require(LENGTH, "CREDIT");
            return new Credit(in.longAt(8), in.longAt(16), in.longAt(24));
        }
    }

    /** Everything before this number is safe and need not be kept any more. Only where at-least-once is promised. */
    record Ack(long safe) implements LinkFrame {
        private static final int LENGTH = 16;

        @Override
        public byte[] encode() {
            return FrameBytes.allocate(ACK, LENGTH).putLong(8, safe).array();
        }

        private static Ack decode(FrameBytes in) {
            in.require(LENGTH, "ACK");
            return new Ack(in.longAt(8));
        }
    }

    /** Nothing comes after so many records. */
    record End(long count) implements LinkFrame {
        private static final int LENGTH = 16;

        @Override
        public byte[] encode() {
            return FrameBytes.allocate(END, LENGTH).putLong(8, count).array();
        }

        private static End decode(FrameBytes in) {
            in.require(LENGTH, "END");
            return new End(in.longAt(8));
        }
    }

    /** All that was sent has been processed. */
    record EndConfirmed(long count) implements LinkFrame {
        private static final int LENGTH = 16;

        @Override
        public byte[] encode() {
            return FrameBytes.allocate(END_CONFIRMED, LENGTH).putLong(8, count).array();
        }

        private static EndConfirmed decode(FrameBytes in) {
            in.require(LENGTH, "END_CONFIRMED");
            return new EndConfirmed(in.longAt(8));
        }
    }

    /** The receiver holds a batch with a type that it cannot read. */
    record SchemaRequest(long fingerprint, String name) implements LinkFrame {
        private static final int HEADER = 16;
        private static final int MAX_NAME = 0xffff;

        @Override
        public byte[] encode() {
            byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
            return FrameBytes.allocate(SCHEMA_REQUEST, HEADER + nameBytes.length)
                    .putLong(8, fingerprint)
                    .put(HEADER, nameBytes)
                    .array();
        }

        private static SchemaRequest decode(FrameBytes in) {
            in.require(HEADER, "SCHEMA_REQUEST");
            int nameLength = in.length() - HEADER;
            if (nameLength > MAX_NAME) {
                throw new MessageException("a SCHEMA_REQUEST for a name of " + nameLength + " bytes");
            }
            return new SchemaRequest(in.longAt(8), in.textAt(HEADER, nameLength));
        }
    }

    /** The receiver does not know who sends. */
    record HelloRequest() implements LinkFrame {
        @Override
        public byte[] encode() {
            return new byte[] {HELLO_REQUEST};
        }
    }

    /** The sender cannot keep much more: what it has sent should become safe soon. Only where at-least-once is promised. */
    record SafetyRequest() implements LinkFrame {
        @Override
        public byte[] encode() {
            return new byte[] {SAFETY_REQUEST};
        }
    }

    /** Reads any frame but a batch; {@link MessageException} says what is wrong with one that is broken. */
    static LinkFrame decode(byte[] frame) {
        FrameBytes in = FrameBytes.of(frame);
        in.require(1, "frame");
        return switch (frame[0]) {
            case HELLO -> Hello.decode(in);
            case WELCOME -> Welcome.decode(in);
            case SCHEMA -> Schema.decode(in);
            case CREDIT -> Credit.decode(in);
            case ACK -> Ack.decode(in);
            case END -> End.decode(in);
            case END_CONFIRMED -> EndConfirmed.decode(in);
            case SCHEMA_REQUEST -> SchemaRequest.decode(in);
            case HELLO_REQUEST -> new HelloRequest();
            case SAFETY_REQUEST -> new SafetyRequest();
            default -> throw new MessageException("a frame of unknown kind " + frame[0]);
        };
    }
}
