package org.rflow.components;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rflow.component.ConfigurationException;
import org.rflow.component.Option;

/** A name and what it stands for, from an option whose items read {@code name = expression}. */
record Assignment<T>(String name, T value) {
    private static final Pattern FORM = Pattern.compile("(?s)\\s*([\\w.-]+)\\s*=(?!=)(.*)");

    /** All of an option, in order; {@link ConfigurationException} names the option, the item and what is wrong with it. */
    static <T> List<Assignment<T>> of(Option<List<String>> option, Function<String, T> compiler) {
        List<Assignment<T>> assignments = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String item : option.find().orElse(List.of())) {
            Matcher form = FORM.matcher(item);
            if (!form.matches()) {
                throw new ConfigurationException(
                        "option '" + option.name() + "': '" + item + "' is not of the form 'name = expression'");
            }
            String name = form.group(1);
            if (!names.add(name)) {
                throw new ConfigurationException("option '" + option.name() + "' has '" + name + "' twice");
            }
            try {
                assignments.add(
                        new Assignment<>(name, compiler.apply(form.group(2).strip())));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(
                        "option '" + option.name() + "', '" + name + "': " + e.getMessage(), e);
            }
        }
        return List.copyOf(assignments);
    }
}
