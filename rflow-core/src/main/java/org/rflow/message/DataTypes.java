package org.rflow.message;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The data types and data extensions a process knows, by name. Thread safe. */
public final class DataTypes {
    private record Extension(String prefix, DataExtension extension) {}

    private final Map<String, DataType> types = new ConcurrentHashMap<>();
    private final List<Extension> extensions = new CopyOnWriteArrayList<>();

    /** A registry with the {@link CoreTypes}. */
    public DataTypes() {
        for (DataType type : List.of(
                CoreTypes.RAW, CoreTypes.INTEGER, CoreTypes.TEXT, CoreTypes.ROW, CoreTypes.LOG, CoreTypes.TICK)) {
            types.put(type.name(), type);
        }
    }

    /** Registers a type; a name may be registered once, and only {@code avro} exists (RF-154). */
    public DataType register(String name, String serialization, String schemaText) {
        if (!serialization.equals("avro")) {
            throw new IllegalArgumentException("Data serialization_type must be 'avro' for '" + name + "'");
        }
        DataType type = DataType.of(name, schemaText);
        if (types.putIfAbsent(name, type) != null) {
            throw new IllegalArgumentException("Data type '" + name + "' is already registered");
        }
        return type;
    }

    public Optional<DataType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** A new message of a registered type, its data extended; RF-155's sentence when there is no such type. */
    public Message message(String name, Object data) {
        DataType type = find(name)
                .orElseThrow(() ->
                        new MessageException("Data type '" + name + "' with serialization_type 'avro' not found"));
        return Message.of(type, data);
    }

    /** Adds an extension for every type whose name starts with the prefix (RF-166, RF-167). */
    public void extend(String prefix, DataExtension extension) {
        extensions.add(new Extension(prefix, extension));
    }

    /** The extensions for a type name, in the order they were added. */
    public List<DataExtension> extensions(String name) {
        return extensions.stream()
                .filter(extension -> name.startsWith(extension.prefix()))
                .map(Extension::extension)
                .toList();
    }
}
