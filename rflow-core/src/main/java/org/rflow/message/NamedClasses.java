package org.rflow.message;

import java.lang.reflect.Constructor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificFixed;
import org.apache.avro.specific.SpecificRecord;

/**
 * The generated classes that a generated class's schema names, from the class loader of that class. Where there is none,
 * data stays in the generic form, as with Avro's {@code SpecificData}. Not thread safe.
 */
final class NamedClasses {
    private final ClassLoader loader;
    private final Map<String, Class<?>> known = new HashMap<>();

    NamedClasses(Class<? extends SpecificRecord> root) {
        loader = root.getClassLoader();
        known.put(GeneratedClass.of(root).type().schema().getFullName(), root);
    }

    private <T> Optional<Class<? extends T>> find(Schema schema, Class<T> kind) {
        Class<?> found = find(schema);
        return kind.isAssignableFrom(found) ? Optional.of(found.asSubclass(kind)) : Optional.empty();
    }

    private Class<?> find(Schema schema) {
        return known.computeIfAbsent(schema.getFullName(), name -> load(SpecificData.getClassName(schema)));
    }

    private Class<?> load(String className) {
        try {
            return Class.forName(className, true, loader);
        } catch (ClassNotFoundException e) {
            return Object.class;
        }
    }

    /** Makes empty records of the schema. */
    Supplier<IndexedRecord> records(Schema schema) {
        Optional<Class<? extends SpecificRecord>> found = find(schema, SpecificRecord.class);
        if (found.isEmpty()) {
            return () -> new GenericData.Record(schema);
        }
        Constructor<? extends SpecificRecord> constructor = GeneratedClass.constructor(found.get());
        return () -> GeneratedClass.newInstance(constructor);
    }

    DatumReader fixed(Schema schema) {
        int size = schema.getFixedSize();
        Optional<Class<? extends SpecificFixed>> found = find(schema, SpecificFixed.class);
        if (found.isEmpty()) {
            return in -> new GenericData.Fixed(schema, in.readFixed(size));
        }
        Constructor<? extends SpecificFixed> constructor = GeneratedClass.constructor(found.get());
        return in -> {
            byte[] bytes = in.readFixed(size);
            SpecificFixed fixed = GeneratedClass.newInstance(constructor);
            fixed.bytes(bytes);
            return fixed;
        };
    }

    /** What stands for each symbol, in the schema's order. */
    Object[] constants(Schema schema) {
        Map<String, Object> byName = new HashMap<>();
        Class<?> found = find(schema);
        if (found.isEnum()) {
            for (Object constant : found.getEnumConstants()) {
                byName.put(((Enum<?>) constant).name(), constant);
            }
        }
        return schema.getEnumSymbols().stream()
                .map(symbol ->
                        byName.getOrDefault(SpecificData.mangle(symbol), new GenericData.EnumSymbol(schema, symbol)))
                .toArray();
    }
}
