package org.rflow.bus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Writes the fields of one Avro record, in the order of its schema (Avro specification, "Binary Encoding"). Uuids are
 * strings, an optional field is a union of null and the value. Not thread safe.
 */
final class BodyWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private final BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);

    BodyWriter bool(boolean value) {
        return write(() -> out.writeBoolean(value));
    }

    BodyWriter integer(int value) {
        return write(() -> out.writeInt(value));
    }

    BodyWriter number(long value) {
        return write(() -> out.writeLong(value));
    }

    BodyWriter text(String value) {
        return write(() -> out.writeString(value));
    }

    BodyWriter uuid(UUID value) {
        return text(value.toString());
    }

    /** A test holds every schema to the names and order of the Java enum. */
    @SuppressWarnings("EnumOrdinal")
    BodyWriter symbol(Enum<?> value) {
        return write(() -> out.writeEnum(value.ordinal()));
    }

    <T> BodyWriter optional(Optional<T> value, BiConsumer<T, BodyWriter> codec) {
        write(() -> out.writeIndex(value.isPresent() ? 1 : 0));
        value.ifPresent(present -> codec.accept(present, this));
        return this;
    }

    BodyWriter optionalText(Optional<String> value) {
        return optional(value, (text, body) -> body.text(text));
    }

    <T> BodyWriter list(List<T> items, BiConsumer<T, BodyWriter> codec) {
        return write(() -> {
            out.writeArrayStart();
            out.setItemCount(items.size());
            for (T item : items) {
                out.startItem();
                codec.accept(item, this);
            }
            out.writeArrayEnd();
        });
    }

    BodyWriter texts(List<String> items) {
        return list(items, (text, body) -> body.text(text));
    }

    BodyWriter map(Map<String, String> entries) {
        return write(() -> {
            out.writeMapStart();
            out.setItemCount(entries.size());
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.startItem();
                out.writeString(entry.getKey());
                out.writeString(entry.getValue());
            }
            out.writeMapEnd();
        });
    }

    <T> BodyWriter nested(T value, BiConsumer<T, BodyWriter> codec) {
        codec.accept(value, this);
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    private BodyWriter write(Writing writing) {
        try {
            writing.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }
}
