package org.rflow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;

/**
 * A Maven project for one component. RFlow's API comes with it, in a Maven repository in its directory {@code lib}. There
 * its version has the first digits of the jar's SHA-256 where RFlow's own version is not a released one: Maven copies what
 * it has found into the user's repository, and must not take one build for another.
 */
final class ComponentProject {
    private static final String SNAPSHOT = "-SNAPSHOT";
    private static final String SERVICE = "org.rflow.component.Component";
    private static final int DIGITS = 10;

    private final String name;
    private final String className;
    private final String packageName;

    ComponentProject(String name, String className, String packageName) {
        this.name = name;
        this.className = className;
        this.packageName = packageName;
    }

    static String artifact(String name) {
        return name.replace('_', '-');
    }

    /** The jar or directory that a class of RFlow was loaded from. */
    static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class has no place", e);
        }
    }

    /** Makes the directory and all that is in it. */
    void writeTo(Path directory, Path apiJar) throws IOException {
        String version = version(apiJar);
        Map<String, String> words = words(version);
        String sources = packageName.replace('.', '/') + "/" + className;
        write(directory, "pom.xml", "pom.xml", words);
        write(directory, "Component.java.txt", "src/main/java/" + sources + ".java", words);
        write(directory, "ComponentTest.java.txt", "src/test/java/" + sources + "Test.java", words);
        write(directory, "flow.yaml", name + ".yaml", words);
        write(directory, "flow.test.yaml", name + ".test.yaml", words);
        write(directory, "input.txt", "input.txt", words);
        write(directory, "README.md", "README.md", words);
        write(directory, "gitignore", ".gitignore", words);
        write(directory, "components.txt", "components/README", words);
        String repository = "lib/org/rflow/rflow-core/" + version + "/rflow-core-" + version;
        write(directory, "api.pom.xml", repository + ".pom", words);
        Files.copy(apiJar, directory.resolve(repository + ".jar"));
        Path services = directory.resolve("src/main/resources/META-INF/services");
        Files.createDirectories(services);
        Files.writeString(services.resolve(SERVICE), packageName + "." + className + "\n");
    }

    private Map<String, String> words(String version) {
        Map<String, String> words = new HashMap<>();
        Properties versions = Version.all();
        versions.stringPropertyNames().forEach(key -> words.put(key, versions.getProperty(key)));
        words.put("rflow", version);
        words.put("name", name);
        words.put("class", className);
        words.put("package", packageName);
        words.put("artifact", artifact(name));
        return words;
    }

    private static String version(Path apiJar) throws IOException {
        String version = Version.text();
        if (!version.endsWith(SNAPSHOT)) {
            return version;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(apiJar));
            return version.substring(0, version.length() - SNAPSHOT.length()) + "-"
                    + HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void write(Path directory, String template, String file, Map<String, String> words)
            throws IOException {
        String text;
        try (InputStream in = ComponentProject.class.getResourceAsStream("project/" + template)) {
            text = new String(requireNonNull(in, template).readAllBytes(), UTF_8);
        }
        for (Map.Entry<String, String> word : words.entrySet()) {
            text = text.replace("@" + word.getKey() + "@", word.getValue());
        }
        Path path = directory.resolve(file);
        Files.createDirectories(requireNonNull(path.getParent(), "parent"));
        Files.writeString(path, text);
    }
}
