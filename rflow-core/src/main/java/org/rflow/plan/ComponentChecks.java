package org.rflow.plan;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rflow.model.ComponentOption;
import org.rflow.model.ComponentSpec;
import org.rflow.model.ComponentType;
import org.rflow.model.Flow;
import org.rflow.model.OptionType;
import org.rflow.model.Problems;
import org.rflow.model.References;
import org.rflow.model.Shard;
import org.rflow.model.Suggestion;

/** Checks each component's type and options against the component types that are there. */
final class ComponentChecks {
    private final Collection<ComponentType> types;
    private final Problems problems;
    private final Problems unknownTypes;

    /** {@code unknownTypes} gets what is said of types that are not here. */
    ComponentChecks(Collection<ComponentType> types, Problems problems, Problems unknownTypes) {
        this.types = types;
        this.problems = problems;
        this.unknownTypes = unknownTypes;
    }

    void check(Flow flow) {
        for (Shard shard : flow.shards()) {
            for (ComponentSpec component : shard.components()) {
                check(shard, component);
            }
        }
    }

    private void check(Shard shard, ComponentSpec component) {
        checkRetries(shard, component);
        Optional<ComponentType> type = typeOf(types, component);
        if (type.isEmpty()) {
            if (!component.type().isEmpty() && !component.isExternal()) {
                unknownType(shard, component);
            }
            return;
        }
        for (Map.Entry<String, String> option :
                ComponentOption.without(component.options()).entrySet()) {
            checkOption(shard, component, type.get(), option);
        }
        for (OptionType option : type.get().options()) {
            if (option.required() && !component.options().containsKey(option.name())) {
                problems.add(
                        Paths.component(shard, component.name()),
                        "component '" + component.name() + "' (" + component.type() + ") lacks option '" + option.name()
                                + "'",
                        "it is required: " + option.help());
            }
        }
    }

    private void checkRetries(Shard shard, ComponentSpec component) {
        for (ComponentOption option : ComponentOption.values()) {
            option.in(component.options())
                    .flatMap(text -> complaint(option, text))
                    .ifPresent(complaint -> {
                        String path = Paths.component(shard, component.name()) + "/" + option.text();
                        problems.add(
                                path,
                                "'" + option.text() + "' of component '" + component.name() + "': " + complaint,
                                "");
                    });
        }
    }

    private static Optional<String> complaint(ComponentOption option, String text) {
        OptionType type = new OptionType(option.key(), option.kind(), false, Optional.empty(), List.of(), "");
        return OptionKinds.complaint(type, text)
                .or(() -> option == ComponentOption.RETRIES && !text.strip().matches("\\d{1,6}")
                        ? Optional.of("'" + text + "' is not from 0 to 999999")
                        : Optional.empty());
    }

    private void unknownType(Shard shard, ComponentSpec component) {
        List<String> names = types.stream().map(ComponentType::name).sorted().toList();
        String list = Suggestion.list("known", names);
        unknownTypes.add(
                Paths.component(shard, component.name()) + "/type",
                "component '" + component.name() + "' has unknown type '" + component.type() + "'",
                Suggestion.closest(component.type(), names)
                        .map(near -> "did you mean '" + near + "'? " + list)
                        .orElse(list));
    }

    private void checkOption(
            Shard shard, ComponentSpec component, ComponentType type, Map.Entry<String, String> option) {
        String path = Paths.option(shard, component.name(), option.getKey());
        String subject =
                "option '" + option.getKey() + "' of component '" + component.name() + "' (" + type.name() + ")";
        Optional<OptionType> declared = type.option(option.getKey());
        if (declared.isEmpty()) {
            List<String> names = type.options().stream().map(OptionType::name).toList();
            problems.add(path, subject + " is unknown", Suggestion.cure(option.getKey(), "it has", names));
            return;
        }
        if (References.isIn(option.getValue())) {
            // only the worker knows what it stands for
            return;
        }
        OptionKinds.complaint(declared.get(), option.getValue())
                .ifPresent(complaint -> problems.add(path, subject + ": " + complaint, ""));
    }

    static Optional<ComponentType> typeOf(Collection<ComponentType> types, ComponentSpec component) {
        return types.stream().filter(type -> type.answersTo(component.type())).findFirst();
    }
}
