package org.rflow.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Describes one plugin jar in a process of its own: {@code ProbeMain JAR ANSWER}. Writes the types, or {@code problem} and
 * the reason, into the file ANSWER and halts, whatever threads the jar's classes have started.
 */
public final class ProbeMain {
    static final String PROBLEM = "problem";

    private ProbeMain() {}

    public static void main(String[] arguments) throws IOException {
        Path answer = Path.of(arguments[1]);
        Files.write(answer, describe(Path.of(arguments[0])));
        Runtime.getRuntime().halt(0);
    }

    private static List<String> describe(Path jar) {
        try (ComponentCatalog catalog = ComponentCatalog.ofJar(jar)) {
            return TypesText.write(catalog.types());
        } catch (PluginException e) {
            return List.of(PROBLEM, String.valueOf(e.getMessage()));
        }
    }
}
