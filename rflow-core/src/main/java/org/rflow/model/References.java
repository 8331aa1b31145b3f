package org.rflow.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ${env:NAME}}, {@code ${env:NAME:-default}} and {@code ${file:PATH}} in the options of components. The reference is what
 * stands in the flow, in the database and on the bus; only the worker that configures the component puts in what it stands for. A doubled dollar
 * sign before it means the text itself.
 */
public final class References {
    private static final Pattern REFERENCE = Pattern.compile("(\\$?)\\$\\{(env|file):([^{}]*)}");

    private References() {}

    /** Whether the text is another one in the worker. */
    public static boolean isIn(String text) {
        return REFERENCE.matcher(text).find();
    }

    /** The text with the values of all its references. What they bring is not looked into again. */
    public static String resolve(String text, Source source) {
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (reference.find()) {
            String value = reference.group(1).isEmpty()
                    ? source.value(reference.group(2), reference.group(3))
                    : reference.group().substring(1);
            reference.appendReplacement(resolved, Matcher.quoteReplacement(value));
        }
        return reference.appendTail(resolved).toString();
    }

    /** Knows what {@code env} or {@code file} with a name stands for. */
    @FunctionalInterface
    public interface Source {
        String value(String kind, String name);
    }
}
