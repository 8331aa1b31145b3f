package org.rflow.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rflow.plugins.ComponentCatalog;
import org.rflow.plugins.ComponentTypes;
import picocli.CommandLine.Option;

/** Jars and folders with component types. Paths are relative to where the user is; the libraries of {@code -g} come first (RF-7, RF-9). */
final class ExtensionOptions {
    private static final String COMPONENTS = "components";

    @Option(
            names = {"-e", "--extensions"},
            split = ",",
            paramLabel = "JAR|DIR",
            description = "jars, or folders of jars, with component types; may be given more than once")
    private List<String> extensions = new ArrayList<>();

    @Option(
            names = {"-g", "--gems"},
            split = ",",
            paramLabel = "JAR|DIR",
            description = "more jars with component types, which come before those of -e")
    private List<String> libraries = new ArrayList<>();

    /**
     * The component types of RFlow itself, of the plugins that were named, and of those in the {@code components}
     * directories of the distribution and of the given directories; no class of a plugin is loaded. Warns of what lies in
     * those directories and is of no use.
     */
    ComponentTypes.Found find(BaseCommand command, Path... directories) {
        Shell shell = command.shell();
        List<Path> named = Stream.concat(libraries.stream(), extensions.stream())
                .map(shell::absolute)
                .distinct()
                .toList();
        List<Path> lying = Stream.concat(shell.home().stream(), Stream.of(directories))
                .map(directory -> directory.toAbsolutePath().normalize().resolve(COMPONENTS))
                .distinct()
                .flatMap(directory -> ComponentCatalog.pluginsIn(directory).stream())
                .toList();
        ComponentTypes.Found found =
                ComponentTypes.find(named, lying, shell.cache().resolve("types"));
        found.problems().forEach(command::warn);
        return found;
    }

    /** The same for a flow file, beside which there may be a {@code components} directory. */
    ComponentTypes.Found findFor(BaseCommand command, String flowFile) {
        return find(command, directoryOf(command, flowFile));
    }

    static Path directoryOf(BaseCommand command, String flowFile) {
        return Optional.ofNullable(command.shell().absolute(flowFile).getParent())
                .orElse(command.shell().directory());
    }

    static List<String> names(ComponentTypes.Found found) {
        return found.plugins().stream().map(Path::toString).toList();
    }
}
