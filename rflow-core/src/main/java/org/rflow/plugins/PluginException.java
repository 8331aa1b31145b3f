package org.rflow.plugins;

import org.jspecify.annotations.Nullable;

/** A jar or a component class that cannot be used; each line of the text names one and its cause. */
public final class PluginException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PluginException(String text) {
        super(text);
    }

    public PluginException(String text, @Nullable Throwable cause) {
        super(text, cause);
    }
}
