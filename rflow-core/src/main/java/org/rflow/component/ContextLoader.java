package org.rflow.component;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The class loader that threads have while they are inside a component of a plugin: its own. Many libraries look for
 * their parts by the thread's loader, and would else find those of RFlow. Used only by the worker's loop thread.
 */
final class ContextLoader {
    /** For components of RFlow's own loader, which every thread has anyway. */
    private static final ContextLoader NONE = new ContextLoader(null);

    private final @Nullable ClassLoader own;

    private ContextLoader(@Nullable ClassLoader own) {
        this.own = own;
    }

    static ContextLoader of(Component component) {
        ClassLoader loader = component.getClass().getClassLoader();
        return loader == Component.class.getClassLoader() ? NONE : new ContextLoader(loader);
    }

    /** Returns what {@link #leave} has to be given. */
    @Nullable
    ClassLoader enter() {
        if (own == null) {
            return null;
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(own);
        return before;
    }

    void leave(@Nullable ClassLoader before) {
        if (own != null) {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    <T> T get(Callable<T> callback) throws Exception {
        ClassLoader before = enter();
        try {
            return callback.call();
        } finally {
            leave(before);
        }
    }

    void call(ComponentRunner.Callback callback) throws Exception {
        get(() -> {
            callback.call();
            return true;
        });
    }
}
