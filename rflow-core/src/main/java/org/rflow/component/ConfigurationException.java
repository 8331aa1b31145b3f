package org.rflow.component;

/** Something in a component's options or surroundings that a user can mend; the text says what and how. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ConfigurationException(String text) {
        super(text);
    }

    public ConfigurationException(String text, Throwable cause) {
        super(text, cause);
    }
}
