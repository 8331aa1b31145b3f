package org.rflow.component;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.rflow.model.References;

/**
 * Puts into options what {@code ${env:NAME}} and {@code ${file:PATH}} stand for, and keeps what of it is secret from being shown: everything that leaves the
 * process as text for people goes through {@link #mask}. Thread safe.
 */
public final class Secrets {
    private static final String MASK = "***";
    private static final String DEFAULT = ":-";

    private final Map<String, String> environment;
    private volatile List<String> hidden = List.of();

    public Secrets(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * The text with what its references stand for, each value changed by {@code form}; with {@code secret} the values are masked from now on.
     * {@link ConfigurationException} names what is not there.
     */
    String resolve(String text, boolean secret, UnaryOperator<String> form, UnaryOperator<Path> files) {
        return References.resolve(text, (kind, name) -> {
            String value = kind.equals("env") ? variable(name) : content(files.apply(Path.of(name)));
            if (secret) {
                hide(value);
            }
            return form.apply(value);
        });
    }

    private String variable(String text) {
        int end = text.indexOf(DEFAULT);
        String name = end < 0 ? text : text.substring(0, end);
        String value = environment.get(name);
        if (value != null) {
            return value;
        }
        if (end < 0) {
            throw new ConfigurationException("the environment of the worker has no '" + name
                    + "'; set it where the flow is started, or give a default: ${env:" + name + ":-default}");
        }
        return text.substring(end + DEFAULT.length());
    }

    /** Without the line end that editors leave at the end. */
    private static String content(Path file) {
        try {
            return Files.readString(file).replaceFirst("\\R\\z", "");
        } catch (IOException e) {
            throw new ConfigurationException("file '" + file + "' cannot be read: " + e, e);
        }
    }

    private synchronized void hide(String value) {
        if (!value.isBlank() && !hidden.contains(value)) {
            List<String> more = new ArrayList<>(hidden);
            more.add(value);
            // one that is part of another must not spoil it
            more.sort(Comparator.comparingInt(String::length).reversed());
            hidden = List.copyOf(more);
        }
    }

    /** The text without secrets. */
    public String mask(String text) {
        String masked = text;
        for (String secret : hidden) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    /** The failure itself if nothing of it is secret, else one that says the same, masked, and has no causes. */
    Exception masked(Exception failure) {
        if (hidden.isEmpty()) {
            return failure;
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        if (mask(trace.toString()).equals(trace.toString())) {
            return failure;
        }
        String text = mask(FailedMessage.reason(failure));
        Exception masked = new ConfigurationException(text);
        masked.setStackTrace(failure.getStackTrace());
        return masked;
    }
}
