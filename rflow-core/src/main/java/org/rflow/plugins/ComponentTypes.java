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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rflow.model.ComponentType;

/**
 * What component types there are, without loading a user's class: those on the class path are described here, each jar
 * once by a {@link ProbeMain} process, whose answer is kept in a directory under the jar's SHA-256.
 */
public final class ComponentTypes {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private ComponentTypes() {}

    /**
     * The types on the class path and in the jars. {@link PluginException} has a line for each jar that is of no use and
     * each name that two jars claim (RF-125).
     */
    public static List<ComponentType> of(List<Path> jars, Path cacheDirectory) {
        List<String> problems = new ArrayList<>();
        List<ComponentType> all = new ArrayList<>();
        try (ComponentCatalog classPath = ComponentCatalog.ofClassPath()) {
            all.addAll(classPath.types());
        }
        for (Path jar : jars) {
            try {
                all.addAll(ofJar(jar, cacheDirectory));
            } catch (PluginException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        Map<String, ComponentType> byName = new LinkedHashMap<>();
        for (ComponentType type : all) {
            ComponentType before = byName.putIfAbsent(type.name(), type);
            if (before != null) {
                problems.add(duplicate(type.name(), before.origin(), type.origin()));
            }
        }
        if (!problems.isEmpty()) {
            throw new PluginException(String.join("\n", problems));
        }
        return List.copyOf(byName.values());
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
