package org.rflow.message;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Data types by the name and schema text that a message carries: parsing a schema takes a thousand times as long as
 * reading the message. Holds what was used last, up to a limit, because the texts come from outside. Not thread safe.
 */
final class SchemaCache {
    private record Key(String name, String schemaText) {
        int length() {
            return name.length() + schemaText.length();
        }
    }

    static final int MAX_SCHEMA_BYTES = 1 << 20;
    static final int MAX_CHARACTERS = 4 << 20;

    private final Map<Key, DataType> types = new LinkedHashMap<>(16, 0.75f, true);
    private int characters;
    private @Nullable DataType last;

    /** The type of this name and schema, with the extensions that {@code registry} has for it. */
    DataType type(ByteBuffer name, ByteBuffer schema, DataTypes registry) {
        DataType hit = last;
        if (hit != null && same(schema, hit.schemaBytes()) && same(name, hit.nameBytes())) {
            return hit;
        }
        if (schema.remaining() > MAX_SCHEMA_BYTES) {
            throw new MessageException(
                    "the schema has " + schema.remaining() + " bytes, more than " + MAX_SCHEMA_BYTES);
        }
        Key key = new Key(text(name), text(schema));
        DataType known = types.get(key);
        DataType type = known == null ? make(key, registry) : known;
        last = type;
        return type;
    }

    private static boolean same(ByteBuffer slice, byte[] bytes) {
        return slice.equals(ByteBuffer.wrap(bytes));
    }

    private static String text(ByteBuffer slice) {
        return StandardCharsets.UTF_8.decode(slice.duplicate()).toString();
    }

    private DataType make(Key key, DataTypes registry) {
        Optional<DataType> registered =
                registry.find(key.name()).filter(type -> type.schemaText().equals(key.schemaText()));
        if (registered.isPresent()) {
            return registered.get();
        }
        DataType type;
        try {
            type = registry.extended(DataType.of(key.name(), key.schemaText()));
        } catch (IllegalArgumentException e) {
            throw new MessageException(requireNonNull(e.getMessage(), "message"), e);
        }
        types.put(key, type);
        characters += key.length();
        for (Iterator<Key> oldest = types.keySet().iterator(); characters > MAX_CHARACTERS; oldest.remove()) {
            characters -= oldest.next().length();
        }
        return type;
    }

    int size() {
        return types.size();
    }
}
