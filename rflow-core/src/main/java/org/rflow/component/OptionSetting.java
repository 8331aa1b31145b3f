package org.rflow.component;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.rflow.model.OptionText;
import org.rflow.model.Suggestion;

/** Gives a component's options their values. Used once, by the loop thread. */
final class OptionSetting {
    private final Component component;
    private final String name;
    private final Secrets secrets;
    private final List<String> problems = new ArrayList<>();

    OptionSetting(Component component, String name, Secrets secrets) {
        this.component = component;
        this.name = name;
        this.secrets = secrets;
    }

    /** {@code files} finds what {@code ${file:PATH}} means. All problems come in one {@link ConfigurationException}, a line each. */
    void set(Map<String, String> values, UnaryOperator<Path> files) {
        values.forEach((option, text) -> set(option, text, files));
        for (Option<?> option : component.options()) {
            if (option.required() && !values.containsKey(option.name())) {
                problems.add("component '" + name + "' needs option '" + option.name() + "': " + option.help());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(String.join("\n", problems));
        }
    }

    private void set(String optionName, String text, UnaryOperator<Path> files) {
        for (Option<?> option : component.options()) {
            if (option.name().equals(optionName)) {
                set(option, text, files)
                        .ifPresent(wrong -> problems.add("component '" + name + "': " + secrets.mask(wrong)));
                return;
            }
        }
        problems.add("component '" + name + "' has no option '" + optionName + "'; "
                + Suggestion.cure(optionName, "it has", names()));
    }

    private Optional<String> set(Option<?> option, String text, UnaryOperator<Path> files) {
        // a value is one item of a list, whatever it is made of
        UnaryOperator<String> form =
                option.kind().equals("list") ? value -> OptionText.join(List.of(value)) : value -> value;
        try {
            return option.set(secrets.resolve(text, option.isSecret(), form, files));
        } catch (ConfigurationException e) {
            return Optional.of("option '" + option.name() + "': " + e.getMessage());
        }
    }

    private List<String> names() {
        return component.options().stream().<String>map(Option::name).toList();
    }
}
