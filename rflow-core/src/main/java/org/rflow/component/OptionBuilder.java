package org.rflow.component;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rflow.model.OptionText;

/** Declares an option: the kind first, then whether it is required or its default, then {@code help}, which ends it. */
public final class OptionBuilder {
    private final List<Option<?>> options;
    private final String name;

    OptionBuilder(List<Option<?>> options, String name) {
        this.options = options;
        this.name = name;
    }

    /** How one kind of option reads its text. */
    record Kind<T>(String name, List<String> choices, Function<String, T> reader) {
        T parse(String text) {
            return reader.apply(text);
        }
    }

    public Typed<String> text() {
        return kind("text", text -> text);
    }

    public Typed<Long> integer() {
        return kind("integer", OptionValues::integer);
    }

    public Typed<BigDecimal> decimal() {
        return kind("decimal", OptionValues::decimal);
    }

    public Typed<Boolean> bool() {
        return kind("bool", OptionValues::bool);
    }

    /** {@code 250ms}, {@code 1.5s}, {@code 2m}; a bare number means seconds. */
    public Typed<Duration> duration() {
        return kind("duration", OptionValues::duration);
    }

    /** Bytes: {@code 64MB}, {@code 128KB}, {@code 1000}. */
    public Typed<Long> size() {
        return kind("size", OptionValues::size);
    }

    /** A file, relative to the application directory (see {@link ComponentContext#resolve}). */
    public Typed<Path> path() {
        return kind("path", Path::of);
    }

    public Typed<List<String>> list() {
        return kind("list", OptionText::split);
    }

    /** One of an enum's names, written in lower case. */
    public <E extends Enum<E>> Typed<E> choice(Class<E> type) {
        List<String> choices = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            choices.add(constant.name().toLowerCase(Locale.ROOT));
        }
        return new Typed<>(new Kind<>(
                "choice",
                choices,
                text -> type.getEnumConstants()[choices.indexOf(OptionValues.choice(choices, text))]));
    }

    private <T> Typed<T> kind(String kindName, Function<String, T> reader) {
        return new Typed<>(new Kind<>(kindName, List.of(), reader));
    }

    /** An option whose kind is known. */
    public final class Typed<T> {
        private final Kind<T> kind;
        private boolean required;
        private boolean secret;
        private @Nullable String defaultText;

        private Typed(Kind<T> kind) {
            this.kind = kind;
        }

        public Typed<T> required() {
            required = true;
            return this;
        }

        public Typed<T> defaultsTo(String text) {
            defaultText = text;
            return this;
        }

        /** What {@code ${env:NAME}} and {@code ${file:PATH}} in it stand for is masked in logs and errors. */
        public Typed<T> secret() {
            secret = true;
            return this;
        }

        /** Ends the declaration. */
        public Option<T> help(String help) {
            if (options.stream().anyMatch(other -> other.name().equals(name))) {
                throw new IllegalStateException("option '" + name + "' is declared twice");
            }
            Option<T> option = new Option<>(new Option.Declaration<>(kind, required, secret, defaultText), name, help);
            options.add(option);
            return option;
        }
    }
}
