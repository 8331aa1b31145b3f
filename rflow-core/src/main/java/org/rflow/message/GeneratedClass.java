package org.rflow.message;

import java.lang.reflect.Constructor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Resolver;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A class that Avro's compiler generated: its data type, and how its records are written and read. Kept with the class
 * itself, so that it goes when the class loader of an extension goes. The class was named by a component's code and not by
 * data, so it is trusted, and so are the classes that its own schema names. Thread safe.
 */
final class GeneratedClass {
    private record Reading(DataType type, DatumReader reader) {}

    private static final int KEPT_READERS = 64;

    private static final ClassValue<GeneratedClass> KNOWN = new ClassValue<>() {
        @Override
        protected GeneratedClass computeValue(Class<?> javaClass) {
            return new GeneratedClass(javaClass.asSubclass(SpecificRecord.class));
        }
    };

    private final Class<? extends SpecificRecord> javaClass;
    private final DataType type;
    private final SpecificData model;
    private final SpecificDatumWriter<SpecificRecord> writer;
    private final Map<DataType, DatumReader> readers = new ConcurrentHashMap<>();
    private volatile @Nullable Reading last;

    private GeneratedClass(Class<? extends SpecificRecord> javaClass) {
        this.javaClass = javaClass;
        var schema = newInstance(constructor(javaClass)).getSchema();
        this.type = DataType.of(schema.getFullName(), schema);
        this.model = model(javaClass);
        this.writer = new SpecificDatumWriter<>(schema, model);
    }

    /** A model of our own with the class's conversions: it lets the class encode itself where it can. */
    private static SpecificData model(Class<?> javaClass) {
        SpecificData model = new SpecificData(javaClass.getClassLoader());
        SpecificData.getForClass(javaClass).getConversions().forEach(model::addLogicalTypeConversion);
        model.setCustomCoders(true);
        return model;
    }

    /** Whether data is a record of a generated class. Knows the usual other classes first: that an interface is not there takes long to find. */
    static boolean isGenerated(@Nullable Object data) {
        return !(data instanceof GenericData.Record || data instanceof String || data instanceof HashMap<?, ?>)
                && data instanceof SpecificRecord;
    }

    static GeneratedClass of(Class<?> javaClass) {
        return KNOWN.get(javaClass);
    }

    static <T> Constructor<T> constructor(Class<T> javaClass) {
        try {
            Constructor<T> constructor = javaClass.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor;
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new MessageException(
                    javaClass.getName() + " has no constructor without arguments, as generated classes have", e);
        }
    }

    static <T> T newInstance(Constructor<T> constructor) {
        try {
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new MessageException(
                    "cannot make a " + constructor.getDeclaringClass().getName() + ": " + e, e);
        }
    }

    /** The type of the class's schema, under the schema's full name. */
    DataType type() {
        return type;
    }

    /** The writer of the class's records as data of {@code target}; {@link MessageException} unless the schemas are the same. */
    SpecificDatumWriter<SpecificRecord> writer(DataType target) {
        if (target.fingerprint() != type.fingerprint()) {
            throw new MessageException("the schema of " + javaClass.getName() + " is another one");
        }
        return writer;
    }

    /** The reader that gives data of {@code written} as an object of the class, as far as Avro can resolve one to the other. */
    DatumReader reader(DataType written) {
        Reading known = last;
        if (known != null && known.type.equals(written)) {
            return known.reader;
        }
        if (readers.size() >= KEPT_READERS) {
            readers.clear();
        }
        DatumReader reader = readers.computeIfAbsent(written, this::makeReader);
        last = new Reading(written, reader);
        return reader;
    }

    private DatumReader makeReader(DataType written) {
        Resolver.Action resolved = Resolver.resolve(written.schema(), type.schema(), new GenericData());
        return new ResolvedReaders(javaClass, model).reader(resolved);
    }
}
