package org.rflow.component;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rflow.model.Suggestion;

/** Gives the options of a component their values. */
final class OptionAssignment {
    private final Component component;
    private final String name;
    private final List<String> problems = new ArrayList<>();

    OptionAssignment(Component component, String name) {
        this.component = component;
        this.name = name;
    }

    /** {@link ConfigurationException} has a line for all that is unknown, missing or unreadable. */
    void assign(Map<String, String> values) {
        values.forEach(this::set);
        for (Option<?> option : component.options()) {
            if (option.required() && !values.containsKey(option.name())) {
                problems.add("component '" + name + "' needs option '" + option.name() + "': " + option.help());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(String.join("\n", problems));
        }
    }

    private void set(String optionName, String text) {
        for (Option<?> option : component.options()) {
            if (option.name().equals(optionName)) {
                option.set(text).ifPresent(wrong -> problems.add("component '" + name + "': " + wrong));
                return;
            }
        }
        problems.add("component '" + name + "' has no option '" + optionName + "'; "
                + Suggestion.cure(optionName, "it has", optionNames()));
    }

    private List<String> optionNames() {
        return component.options().stream().<String>map(Option::name).toList();
    }
}
