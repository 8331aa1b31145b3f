package org.rflow.message;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The data types and data extensions a process knows. A type is registered under its name, once; schemas that other
 * workers announce are learned beside it, so two versions of a type can be read at the same time. Extensions are to be added before
 * messages arrive. Thread safe.
 */
public final class DataTypes {
    private record Extension(String prefix, DataExtension extension) {}

    private record Key(long fingerprint, String name) {}

    private static final int MAX_LEARNED = 10_000;

    private final Map<String, DataType> registered = new ConcurrentHashMap<>();
    private final Map<Key, DataType> learned = new ConcurrentHashMap<>();
    private final List<Extension> extensions = new CopyOnWriteArrayList<>();

    /** A registry with the {@link CoreTypes}. */
    public DataTypes() {
        for (DataType type : CoreTypes.ALL) {
            registered.put(type.name(), type);
        }
    }

    /** Registers a type; a name may be registered once, and only {@code avro} exists (RF-154). */
    public DataType register(String name, String serialization, String schemaText) {
        if (!serialization.equals("avro")) {
            throw new IllegalArgumentException("Data serialization_type must be 'avro' for '" + name + "'");
        }
        DataType type = extended(DataType.of(name, schemaText));
        if (registered.putIfAbsent(name, type) != null) {
            throw new IllegalArgumentException("Data type '" + name + "' is already registered");
        }
        return type;
    }

    /** The type registered under the name. */
    public Optional<DataType> find(String name) {
        return Optional.ofNullable(registered.get(name));
    }

    /** The type with exactly this schema, registered or learned. */
    public Optional<DataType> find(long fingerprint, String name) {
        DataType type = registered.get(name);
        if (type != null && type.fingerprint() == fingerprint) {
            return Optional.of(type);
        }
        return Optional.ofNullable(learned.get(new Key(fingerprint, name)));
    }

    /** Takes in a schema that a sender announced. {@link MessageException} when it is none. */
    public DataType learn(String name, String schemaText) {
        DataType type;
        try {
            type = DataType.of(name, schemaText);
        } catch (IllegalArgumentException e) {
            throw new MessageException(requireNonNull(e.getMessage(), "message"), e);
        }
        Optional<DataType> known = find(type.fingerprint(), name);
        if (known.isPresent()) {
            return known.get();
        }
        if (learned.size() >= MAX_LEARNED) {
            throw new MessageException("more than " + MAX_LEARNED + " schemas were announced");
        }
        DataType extended = extended(type);
        DataType before = learned.putIfAbsent(new Key(type.fingerprint(), name), extended);
        return before == null ? extended : before;
    }

    /** A new message of a registered type; RF-155's sentence when there is no such type. */
    public Message message(String name, Object data) {
        DataType type = find(name)
                .orElseThrow(() ->
                        new MessageException("Data type '" + name + "' with serialization_type 'avro' not found"));
        return Message.of(type, data);
    }

    /** Adds an extension for every type whose name starts with the prefix (RF-166, RF-167). */
    public void extend(String prefix, DataExtension extension) {
        requireNonNull(prefix, "prefix");
        requireNonNull(
                extension, () -> "Invalid data extension null for " + prefix + ". Only a DataExtension is allowed");
        extensions.add(new Extension(prefix, extension));
        registered.replaceAll((name, type) -> extended(type));
        learned.replaceAll((key, type) -> extended(type));
    }

    /** The extensions for a type name, in the order they were added. */
    public List<DataExtension> extensions(String name) {
        return extensions.stream()
                .filter(extension -> name.startsWith(extension.prefix()))
                .map(Extension::extension)
                .toList();
    }

    /** The same type with this registry's extensions. */
    DataType extended(DataType type) {
        return type.extendedBy(extensions(type.name()));
    }
}
