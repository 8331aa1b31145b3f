package org.rflow.process;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What to run as a child: the program and its arguments, the variables added to this process's own environment, the
 * working directory, and the file to which its stdout and stderr are appended. {@code name} is for people.
 *
 * <p>The command is logged and shown by {@code ps}: a secret never stands on it, it goes through a file.
 */
public record ChildCommand(
        String name, List<String> command, Map<String, String> environment, Path directory, Path output) {
    public ChildCommand {
        requireNonNull(name, "name");
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        requireNonNull(directory, "directory");
        requireNonNull(output, "output");
        if (command.isEmpty()) {
            throw new IllegalArgumentException("child '" + name + "' has no command");
        }
    }

    /** The command as a shell would take it, for logs. */
    public String commandLine() {
        return command.stream().map(ChildCommand::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
