package org.rflow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Builds the jar of test components as a user would: compiled against what the distribution ships, with a service file. */
final class ExtensionJar {
    private static final Path RESOURCES = Path.of("src", "test", "resources");

    private ExtensionJar() {}

    static Path build(Path directory) throws IOException {
        return build("extension", directory.resolve("extension.jar"), Map.of());
    }

    /** Builds a jar of the sources in a directory of the test resources, with more files: their names and texts. */
    static Path build(String name, Path jar, Map<String, String> resources) throws IOException {
        Path directory = RESOURCES.resolve(name);
        Path classes = Files.createDirectories(jar.resolveSibling(name + "-classes"));
        List<Path> sources = files(directory);
        compile(sources, classes);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Path each : files(classes)) {
                entry(out, classes.relativize(each).toString(), Files.readAllBytes(each));
            }
            for (Map.Entry<String, String> resource : resources.entrySet()) {
                entry(out, resource.getKey(), resource.getValue().getBytes(UTF_8));
            }
            entry(out, "META-INF/services/org.rflow.component.Component", services(directory, sources));
        }
        return jar;
    }

    private static void compile(List<Path> sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, UTF_8)) {
            List<String> options =
                    List.of("--release", "17", "-cp", System.getProperty("java.class.path"), "-d", classes.toString());
            boolean compiled = compiler.getTask(
                            null, manager, null, options, null, manager.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("the test extension does not compile");
            }
        }
    }

    private static byte[] services(Path directory, List<Path> sources) {
        StringBuilder names = new StringBuilder();
        for (Path source : sources) {
            String name = directory.relativize(source).toString().replace('/', '.');
            names.append(name, 0, name.length() - ".java".length()).append('\n');
        }
        return names.toString().getBytes(UTF_8);
    }

    private static void entry(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
        out.closeEntry();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
