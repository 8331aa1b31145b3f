package org.rflow.component;

import java.lang.reflect.Method;
import java.util.Arrays;

/** Tells what a component class has made its own. */
final class Overrides {
    private static final Class<?>[] SLOT = {int.class};

    private Overrides() {}

    static boolean snapshot(Class<?> component) {
        Class<?> type = component;
        while (type != null && type != Component.class) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals("snapshot") && Arrays.equals(method.getParameterTypes(), SLOT)) {
                    return true;
                }
            }
            type = type.getSuperclass();
        }
        return false;
    }
}
