package org.rflow.cli;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command that starts another VM like this one: same Java, same options, same class path. */
final class JavaCommand {
    private static final List<String> DEFAULTS = List.of("-XX:+UseSerialGC", "-Xms16m", "-Xmx128m", "-Xss512k");
    private static final List<String> NOT_INHERITED =
            List.of("-agentlib:", "-agentpath:", "-javaagent:", "-Xrun", "-Xlog");

    private JavaCommand() {}

    /** The words of {@code java … mainClass arguments}. */
    static List<String> of(Class<?> mainClass, List<String> arguments) {
        List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments();
        return of(options, System.getProperty("java.class.path", ""), mainClass, arguments);
    }

    static List<String> of(List<String> options, String classPath, Class<?> mainClass, List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // the later of two options counts: what this VM was given wins over the defaults
        words.addAll(DEFAULTS);
        options.stream()
                .filter(option -> NOT_INHERITED.stream().noneMatch(option::startsWith))
                .forEach(words::add);
        words.add("-cp");
        words.add(absolute(classPath));
        words.add(mainClass.getName());
        words.addAll(arguments);
        return words;
    }

    // the daemon works in another directory
    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
