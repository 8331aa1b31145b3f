package org.rflow.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rflow.model.ComponentType;
import org.rflow.model.Suggestion;
import org.rflow.plan.TypeVersion;
import org.rflow.plan.TypeVersions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the data types that components declare, their versions and who uses them. */
@Command(name = "types", description = "List the data types of components, or of a flow, with versions and users.")
final class TypesCommand extends BaseCommand {
    private static final List<String> FLOW_FILES = List.of(".yaml", ".yml", ".json");

    @Parameters(
            paramLabel = "FLOW|NAME",
            arity = "0..2",
            description = "a flow file (.yaml, .yml, .json), whose types to list; a data type, to show its schemas")
    private List<String> words = new ArrayList<>();

    @Option(names = "--json", description = "print JSON, and nothing else")
    private boolean json;

    @Mixin
    private ExtensionOptions extensions;

    TypesCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() {
        List<String> flows = words.stream().filter(TypesCommand::isFlowFile).toList();
        List<String> names = words.stream().filter(word -> !isFlowFile(word)).toList();
        if (flows.size() > 1 || names.size() > 1) {
            throw CommandException.wrong("name one flow file, or one data type, or one of each");
        }
        List<TypeVersion> versions = flows.isEmpty() ? ofAll() : ofFlow(flows.get(0));
        if (!names.isEmpty()) {
            versions = named(names.get(0), versions);
        }
        if (json) {
            println(Json.of(versions));
        } else if (names.isEmpty()) {
            TypeText.list(versions).forEach(this::println);
        } else {
            TypeText.details(versions).forEach(this::println);
        }
        return ExitCode.DONE;
    }

    private List<TypeVersion> ofAll() {
        return TypeVersions.of(extensions.find(this, shell().directory()).types());
    }

    private List<TypeVersion> ofFlow(String file) {
        List<ComponentType> types = extensions.findFor(this, file).types();
        return TypeVersions.of(Loading.unchecked(shell().path(file), Map.of()), types);
    }

    private static List<TypeVersion> named(String name, List<TypeVersion> versions) {
        List<TypeVersion> found =
                versions.stream().filter(version -> version.name().equals(name)).toList();
        if (found.isEmpty()) {
            List<String> known =
                    versions.stream().map(TypeVersion::name).distinct().toList();
            throw CommandException.wrong(
                    "data type '" + name + "' is unknown; " + Suggestion.cure(name, "declared are", known));
        }
        return found;
    }

    private static boolean isFlowFile(String word) {
        return FLOW_FILES.stream().anyMatch(word.toLowerCase(Locale.ROOT)::endsWith);
    }
}
