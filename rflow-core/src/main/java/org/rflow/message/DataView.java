package org.rflow.message;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Shows the fields of a record or of a row by the methods of an interface (RF-169): one without parameters is the field of
 * its name, one with a body is the interface's own. Fields that are records themselves may be shown by an interface too.
 */
final class DataView implements InvocationHandler {
    private final Class<?> view;
    private final DataType type;
    private final Object data;

    private DataView(Class<?> view, DataType type, Object data) {
        this.view = view;
        this.type = type;
        this.data = data;
    }

    /** {@link MessageException} when the data has no fields. */
    static <T> T of(Class<T> view, DataType type, Object data) {
        if (!view.isInterface() || !Modifier.isPublic(view.getModifiers())) {
            throw new IllegalArgumentException(view.getName() + " is not a public interface, so it cannot show data");
        }
        if (!(data instanceof GenericRecord) && !(data instanceof Map)) {
            throw new MessageException("data of type '" + type + "' has no fields to show as " + view.getSimpleName());
        }
        DataView handler = new DataView(view, type, data);
        return view.cast(Proxy.newProxyInstance(view.getClassLoader(), new Class<?>[] {view}, handler));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return objectMethod(proxy, method, arguments);
        }
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        if (method.getParameterCount() > 0) {
            throw new MessageException(
                    view.getSimpleName() + "." + method.getName() + " has parameters, so it is no field");
        }
        return shown(field(method.getName()), method);
    }

    private Object objectMethod(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> view.getSimpleName() + " " + data;
        };
    }

    private @Nullable Object field(String name) {
        if (data instanceof GenericRecord record && record.hasField(name)) {
            return record.get(name);
        }
        if (data instanceof Map<?, ?> map && map.containsKey(name)) {
            return map.get(name);
        }
        throw new MessageException("data of type '" + type + "' has no field '" + name + "'");
    }

    private @Nullable Object shown(@Nullable Object value, Method method) {
        Class<?> wanted = method.getReturnType();
        if (wanted == Optional.class) {
            return Optional.ofNullable(value);
        }
        if (value == null) {
            if (wanted.isPrimitive()) {
                throw wrong(null, method);
            }
            return null;
        }
        if (wanted == int.class && value instanceof Number number) {
            return Math.toIntExact(number.longValue());
        }
        if (wanted == long.class && (value instanceof Integer || value instanceof Long)) {
            return ((Number) value).longValue();
        }
        if (wanted == double.class && value instanceof Number number) {
            return number.doubleValue();
        }
        if (wanted == String.class) {
            return value.toString();
        }
        if (wanted.isInterface() && !wanted.isInstance(value)) {
            return of(wanted, type, value);
        }
        if (wanted.isInstance(value) || (wanted == boolean.class && value instanceof Boolean)) {
            return value;
        }
        throw wrong(value, method);
    }

    private MessageException wrong(@Nullable Object value, Method method) {
        return new MessageException("field '" + method.getName() + "' of type '" + type + "' is " + value + ", not "
                + method.getReturnType().getSimpleName());
    }
}
