package org.rflow.worker;

import org.jspecify.annotations.Nullable;

/** Closes things one after the other, all of them, and throws the first failure at the end with the others attached. */
final class Closing {
    private @Nullable Exception failure;

    void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            if (failure == null) {
                failure = e;
            } else {
                failure.addSuppressed(e);
            }
        }
    }

    void throwIfAny() throws Exception {
        if (failure != null) {
            throw failure;
        }
    }
}
