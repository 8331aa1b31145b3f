package org.rflow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import org.rflow.model.ComponentType;
import org.rflow.plugins.ComponentTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a Maven project with a component, its test and a flow that uses it. */
@Command(name = "component", description = "Make a Maven project with a component, its test and a flow that uses it.")
final class NewComponentCommand extends BaseCommand {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z][a-z0-9]*)*");
    private static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");
    /** Classes that the component's source uses. */
    private static final Set<String> TAKEN = Set.of(
            "Component", "CoreTypes", "InputPort", "Locale", "Message", "Option", "OutputPort", "Override", "String");

    @Parameters(paramLabel = "NAME", description = "the component's name, a short snake_case noun; the directory's too")
    private String name;

    @Option(
            names = "--package",
            paramLabel = "NAME",
            defaultValue = "com.example",
            description = "the Java package (default: ${DEFAULT-VALUE})")
    private String packageName;

    NewComponentCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() throws IOException {
        check();
        Path directory = shell().absolute(name);
        if (Files.exists(directory)) {
            throw CommandException.failed("'" + directory + "' exists; name another component, or remove it");
        }
        new ComponentProject(name, className(name), packageName).writeTo(directory, apiJar());
        println("made " + directory + ":");
        println("  cd " + name);
        println("  mvn verify");
        println("  cp target/" + ComponentProject.artifact(name) + "-1.0.jar components/");
        println("  rflow run " + name + ".yaml");
        return ExitCode.DONE;
    }

    private void check() {
        if (!NAME.matcher(name).matches()) {
            throw CommandException.wrong(
                    "'" + name + "' is not a component's name: write small letters, digits and _, such as word_count");
        }
        if (!PACKAGE.matcher(packageName).matches() || !SourceVersion.isName(packageName)) {
            throw CommandException.wrong(
                    "'" + packageName + "' is not a Java package; write something like com.example");
        }
        List<ComponentType> known = ComponentTypes.of(List.of(), shell().cache().resolve("types"));
        if (TAKEN.contains(className(name)) || known.stream().anyMatch(type -> type.answersTo(name))) {
            throw CommandException.wrong("the name '" + name + "' is taken; choose another");
        }
    }

    /** {@code word_count} is {@code WordCount}. */
    private static String className(String name) {
        StringBuilder className = new StringBuilder();
        for (String word : name.split("_")) {
            className.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        return className.toString();
    }

    /** The jar with what components are written against: the one that this process runs from, or the distribution's. */
    private Path apiJar() {
        String jar = "rflow-core-" + Version.text() + ".jar";
        return shell().home()
                .map(home -> home.resolve("lib").resolve(jar))
                .filter(Files::isRegularFile)
                .or(() -> Optional.of(ComponentProject.placeOf(ComponentType.class))
                        .filter(Files::isRegularFile))
                .orElseThrow(() -> CommandException.failed("there is no " + jar
                        + " to write components against; use the rflow command of a distribution"));
    }
}
