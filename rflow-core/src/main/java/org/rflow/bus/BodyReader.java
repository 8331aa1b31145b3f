package org.rflow.bus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Reads the fields of one Avro record, in the order of its schema, from bytes that anybody may have written: whatever does
 * not fit is a {@link MalformedFrameException}, and no more is allocated than bytes are there. Not thread safe.
 *
 * <p>The frame's own fields may end early or go on: {@link #trailing} takes a default when the bytes are at their end, and
 * bytes after the last known field are ignored. Fields of nested records have no such freedom.
 */
final class BodyReader {
    /** More items than any list or map of a flow has. */
    static final int MAX_ITEMS = 100_000;

    private static final int UUID_LENGTH = 36;

    private final BinaryDecoder in;

    BodyReader(byte[] body) {
        in = DecoderFactory.get().binaryDecoder(body, null);
    }

    boolean bool() {
        return read(in::readBoolean);
    }

    int integer() {
        return read(in::readInt);
    }

    long number() {
        return read(in::readLong);
    }

    String text() {
        return read(in::readString);
    }

    UUID uuid() {
        String text = text();
        if (text.length() != UUID_LENGTH) {
            throw new MalformedFrameException("'" + text + "' is not a UUID");
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedFrameException("'" + text + "' is not a UUID", e);
        }
    }

    <E extends Enum<E>> E symbol(Class<E> type) {
        E[] symbols = type.getEnumConstants();
        int index = read(in::readEnum);
        if (index < 0 || index >= symbols.length) {
            throw new MalformedFrameException(type.getSimpleName() + " has no symbol " + index);
        }
        return symbols[index];
    }

    <T> Optional<T> optional(Function<BodyReader, T> codec) {
        int index = read(in::readIndex);
        return switch (index) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(codec.apply(this));
            default -> throw new MalformedFrameException("union has no branch " + index);
        };
    }

    Optional<String> optionalText() {
        return optional(BodyReader::text);
    }

    <T> List<T> list(Function<BodyReader, T> codec) {
        List<T> items = new ArrayList<>();
        for (long block = read(in::readArrayStart); block != 0; block = read(in::arrayNext)) {
            check(block, items.size());
            for (long i = 0; i < block; i++) {
                items.add(codec.apply(this));
            }
        }
        return items;
    }

    List<String> texts() {
        return list(BodyReader::text);
    }

    Map<String, String> map() {
        Map<String, String> entries = new LinkedHashMap<>();
        for (long block = read(in::readMapStart); block != 0; block = read(in::mapNext)) {
            check(block, entries.size());
            for (long i = 0; i < block; i++) {
                entries.put(text(), text());
            }
        }
        return entries;
    }

    /** The next field, or its default when the writer left it and all after it out. */
    <T> T trailing(Function<BodyReader, T> field, T otherwise) {
        return read(in::isEnd) ? otherwise : field.apply(this);
    }

    private static void check(long block, int before) {
        if (block < 0 || block > MAX_ITEMS - before) {
            throw new MalformedFrameException("more than " + MAX_ITEMS + " items");
        }
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.get();
        } catch (IOException | AvroRuntimeException | UnsupportedOperationException | IndexOutOfBoundsException e) {
            throw new MalformedFrameException("body does not decode: " + e, e);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T get() throws IOException;
    }
}
