package org.rflow.component;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rflow.component.OptionBuilder.Kind;

/** A declared option with its value, typed. The value is there from {@code configure} on. */
public final class Option<T> {
    private final String name;
    private final Kind<T> kind;
    private final boolean required;
    private final @Nullable String defaultText;
    private final boolean secret;
    private final String help;
    private @Nullable T value;

    Option(Declaration<T> declared, String name, String help) {
        this.name = name;
        this.kind = declared.kind();
        this.required = declared.required();
        this.defaultText = declared.defaultText();
        this.secret = declared.secret();
        this.help = help;
        if (defaultText != null) {
            value = kind.parse(defaultText);
        }
    }

    /** What is said of an option beside its name and help. */
    record Declaration<T>(
            Kind<T> kind,
            boolean required,
            boolean secret,
            @Nullable String defaultText) {}

    public String name() {
        return name;
    }

    /** The value, or the default; {@link ConfigurationException} when there is neither. */
    public T get() {
        if (value == null) {
            throw new ConfigurationException("option '" + name + "' is not set");
        }
        return value;
    }

    public Optional<T> find() {
        return Optional.ofNullable(value);
    }

    public boolean isSet() {
        return value != null;
    }

    /** Takes the text of a flow file; if that cannot be, says what is wrong and what would be right. */
    Optional<String> set(String text) {
        try {
            value = kind.parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("option '" + name + "': " + e.getMessage());
        }
    }

    boolean required() {
        return required;
    }

    Optional<String> defaultText() {
        return Optional.ofNullable(defaultText);
    }

    /** Whether what references in it stand for is shown to nobody. */
    boolean isSecret() {
        return secret;
    }

    String help() {
        return help;
    }

    String kind() {
        return kind.name();
    }

    List<String> choices() {
        return kind.choices();
    }
}
