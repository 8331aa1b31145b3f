package org.rflow.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.rflow.model.ComponentType;

/**
 * What component types there are, without loading a user's class: those on the class path are described here, each plugin
 * once by a {@link ProbeMain} process, whose answer is kept in a directory under the plugin's SHA-256.
 */
public final class ComponentTypes {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private ComponentTypes() {}

    /**
     * What was found: the types, the plugins that they are in, and a line for each plugin that is of no use and was not
     * asked for by name.
     */
    public record Found(List<ComponentType> types, List<Path> plugins, List<String> problems) {
        public Found {
            types = List.copyOf(types);
            plugins = List.copyOf(plugins);
            problems = List.copyOf(problems);
        }
    }

    /**
     * The types on the class path and in the plugins. {@link PluginException} has a line for each plugin that is of no
     * use and each name that two claim (RF-125).
     */
    public static List<ComponentType> of(List<Path> plugins, Path cacheDirectory) {
        return find(plugins, List.of(), cacheDirectory).types();
    }

    /**
     * The types on the class path, in the plugins that a user has named, and in those that lie in a directory. One of the
     * latter that is of no use is left out and noted: it hurts nobody who does not use it. It is of no use too when one of its components has
     * the name of a built-in or named one; of two that claim a name between them neither is used. {@link PluginException}
     * has a line for each named one that is of no use.
     */
    public static Found find(List<Path> named, List<Path> lying, Path cacheDirectory) {
        Search search = new Search(cacheDirectory);
        try (ComponentCatalog classPath = ComponentCatalog.ofClassPath()) {
            search.add(Optional.empty(), classPath.types());
        }
        named.forEach(search::look);
        if (!search.problems.isEmpty()) {
            throw new PluginException(String.join("\n", search.problems));
        }
        Set<Path> certain = Set.copyOf(search.plugins);
        lying.stream().filter(plugin -> !certain.contains(plugin)).forEach(search::look);
        search.refused.stream()
                .filter(plugin -> search.plugins.contains(plugin) && !certain.contains(plugin))
                .forEach(search::leaveOut);
        return new Found(List.copyOf(search.byName.values()), search.plugins, search.problems);
    }

    /** One search through the plugins. */
    private static final class Search {
        private final Path cacheDirectory;
        private final Map<String, ComponentType> byName = new LinkedHashMap<>();
        private final List<Path> plugins = new ArrayList<>();
        private final Set<Path> refused = new LinkedHashSet<>();
        private final List<String> problems = new ArrayList<>();

        Search(Path cacheDirectory) {
            this.cacheDirectory = cacheDirectory;
        }

        void look(Path plugin) {
            try {
                add(Optional.of(plugin), ofJar(plugin, cacheDirectory));
            } catch (PluginException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }

        void add(Optional<Path> plugin, List<ComponentType> types) {
            boolean refuses = false;
            for (ComponentType type : types) {
                ComponentType before = byName.get(type.name());
                if (before != null) {
                    problems.add(duplicate(type.name(), before.origin(), type.origin()));
                    refused.add(Path.of(before.origin()));
                    refuses = true;
                }
            }
            if (!refuses) {
                types.forEach(type -> byName.put(type.name(), type));
                plugin.ifPresent(plugins::add);
            }
        }

        void leaveOut(Path plugin) {
            byName.values().removeIf(type -> type.origin().equals(plugin.toString()));
            plugins.remove(plugin);
        }
    }

    static String duplicate(String name, String first, String second) {
        return "component '" + name + "' is in '" + first + "' and again in '" + second + "'; leave one out";
    }

    private static List<ComponentType> ofJar(Path jar, Path cacheDirectory) {
        Plugin.check(jar);
        try {
            Path cached = cacheDirectory.resolve(sha256(jar) + ".types");
            Optional<List<ComponentType>> known = read(cached, jar);
            if (known.isPresent()) {
                return known.get();
            }
            Files.createDirectories(cacheDirectory);
            List<ComponentType> types = new Probe(DEADLINE).describe(jar, cacheDirectory);
            Path fresh = Files.createTempFile(cacheDirectory, "types", ".new");
            Files.write(fresh, TypesText.write(types));
            Files.move(fresh, cached, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return types;
        } catch (IOException e) {
            throw new PluginException("extension '" + jar + "' cannot be read: " + e, e);
        }
    }

    private static Optional<List<ComponentType>> read(Path cached, Path jar) throws IOException {
        if (!Files.exists(cached)) {
            return Optional.empty();
        }
        return TypesText.read(Files.readAllLines(cached), jar.toString());
    }

    /** Of the jar's bytes; of a directory's file names and bytes. */
    private static String sha256(Path jar) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        try (Stream<Path> paths = Files.walk(jar)) {
            for (Path file : paths.filter(Files::isRegularFile).sorted().toList()) {
                digest.update(jar.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                digest(file, digest);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void digest(Path file, MessageDigest digest) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
