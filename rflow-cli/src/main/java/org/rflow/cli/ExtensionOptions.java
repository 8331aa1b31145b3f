package org.rflow.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.rflow.model.ComponentType;
import org.rflow.plugins.ComponentCatalog;
import org.rflow.plugins.ComponentTypes;
import picocli.CommandLine.Option;

/** Jars with component types. Paths are relative to where the user is; the libraries of {@code -g} come first (RF-7, RF-9). */
final class ExtensionOptions {
    private static final String COMPONENTS = "components";

    @Option(
            names = {"-e", "--extensions"},
            split = ",",
            paramLabel = "JAR",
            description = "jars with component types; may be given more than once")
    private List<String> extensions = new ArrayList<>();

    @Option(
            names = {"-g", "--gems"},
            split = ",",
            paramLabel = "JAR",
            description = "more jars with component types, which come before those of -e")
    private List<String> libraries = new ArrayList<>();

    /** The absolute paths, in order; at the end those of the distribution's components directory. */
    List<Path> jars(Shell shell) {
        List<Path> jars = new ArrayList<>();
        libraries.forEach(jar -> jars.add(shell.absolute(jar)));
        extensions.forEach(jar -> jars.add(shell.absolute(jar)));
        shell.home().ifPresent(home -> jars.addAll(ComponentCatalog.jarsIn(home.resolve(COMPONENTS))));
        return jars.stream().distinct().toList();
    }

    /** These jars and, last, those in the application's components directory. */
    static List<Path> with(List<Path> jars, Application application) {
        List<Path> own = ComponentCatalog.jarsIn(application.directory().resolve(COMPONENTS));
        return Stream.concat(jars.stream(), own.stream()).distinct().toList();
    }

    /** The component types of the class path and these jars, none of whose classes is loaded. */
    static List<ComponentType> types(Shell shell, List<Path> jars) {
        return ComponentTypes.of(jars, shell.cache().resolve("types"));
    }
}
