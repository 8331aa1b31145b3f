package org.rflow.bus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The closed set of a sealed interface's records, each with its name on the wire and the codec of its own fields. */
final class Kinds<T> {
    private final Map<String, Kind<? extends T>> byName = new HashMap<>();
    private final Map<Class<?>, Kind<? extends T>> byType = new HashMap<>();

    @SafeVarargs
    static <T> Kinds<T> of(Kind<? extends T>... kinds) {
        Kinds<T> all = new Kinds<>();
        for (Kind<? extends T> kind : kinds) {
            all.byName.put(kind.name(), kind);
            all.byType.put(kind.type(), kind);
        }
        return all;
    }

    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    String name(T value) {
        return kind(value).name();
    }

    void write(T value, BodyWriter out) {
        kind(value).writeAny(value, out);
    }

    Optional<Function<BodyReader, ? extends T>> reader(String name) {
        return Optional.ofNullable(byName.get(name)).map(Kind::read);
    }

    private Kind<? extends T> kind(T value) {
        Kind<? extends T> kind = byType.get(value.getClass());
        if (kind == null) {
            throw new IllegalArgumentException(value.getClass() + " has no name on the bus");
        }
        return kind;
    }

    /** One record of the set. */
    record Kind<C>(String name, Class<C> type, BiConsumer<C, BodyWriter> write, Function<BodyReader, C> read) {
        /** A kind without fields of its own. */
        static <C> Kind<C> empty(String name, C value) {
            @SuppressWarnings("unchecked")
            Class<C> type = (Class<C>) value.getClass();
            return new Kind<>(name, type, (ignored, out) -> {}, in -> value);
        }

        private void writeAny(Object value, BodyWriter out) {
            write.accept(type.cast(value), out);
        }
    }
}
