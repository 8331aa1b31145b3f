package org.rflow.manager;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rflow.engine.RunnerException;

/** Puts the Avro schemas of the protocol where external components find them: they have no class path. */
public final class SchemaFiles {
    private static final String ROOT = "/schemas";

    private SchemaFiles() {}

    /** Writes {@code management/*.avsc}, {@code data/*.avsc} and {@code Message.avsc} into the directory; makes it when it is missing. */
    public static void write(Path directory) {
        try {
            URI root = requireNonNull(SchemaFiles.class.getResource(ROOT + "/Message.avsc"), ROOT)
                    .toURI();
            if (root.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(root, Map.of())) {
                    copy(jar.getPath(ROOT), directory);
                }
            } else {
                copy(requireNonNull(Path.of(root).getParent(), ROOT), directory);
            }
        } catch (IOException | URISyntaxException e) {
            throw new RunnerException(
                    "cannot write the schemas for external components to " + directory + ": " + e.getMessage(), e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(file -> file.toString().endsWith(".avsc")).toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(requireNonNull(target.getParent(), "directory"));
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
