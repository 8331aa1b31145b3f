package org.rflow.cli;

import java.util.Comparator;
import java.util.List;
import org.rflow.model.ComponentType;
import org.rflow.model.Suggestion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the component types there are, or explains one. */
@Command(name = "components", description = "List the component types there are, or explain one.")
final class ComponentsCommand extends BaseCommand {
    @Parameters(paramLabel = "NAME", arity = "0..1", description = "a component type to explain")
    private String name;

    @Option(names = "--json", description = "print JSON, and nothing else")
    private boolean json;

    @Mixin
    private ExtensionOptions extensions;

    ComponentsCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() {
        List<ComponentType> types = extensions.find(this, shell().directory()).types().stream()
                .sorted(Comparator.comparing(ComponentType::name))
                .toList();
        if (name == null) {
            if (json) {
                println(Json.of(types));
            } else {
                ComponentText.list(types).forEach(this::println);
            }
            return ExitCode.DONE;
        }
        ComponentType type = find(types);
        if (json) {
            println(Json.of(type));
        } else {
            ComponentText.details(type).forEach(this::println);
        }
        return ExitCode.DONE;
    }

    private ComponentType find(List<ComponentType> types) {
        List<String> names = types.stream().map(ComponentType::name).toList();
        return types.stream()
                .filter(type -> type.answersTo(name))
                .findFirst()
                .orElseThrow(() -> CommandException.wrong(
                        "component type '" + name + "' is unknown; " + Suggestion.cure(name, "known", names)));
    }
}
