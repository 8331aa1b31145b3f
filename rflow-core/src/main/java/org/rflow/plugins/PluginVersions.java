package org.rflow.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * The versions that the jars of classes name themselves: {@code Implementation-Version} or {@code Bundle-Version} of the
 * manifest, else the one that Maven wrote into the jar. Empty for classes of a directory. Looks into each jar once. Not
 * thread safe.
 */
final class PluginVersions {
    private static final String BUNDLE_VERSION = "Bundle-Version";

    private final Map<Path, String> known = new HashMap<>();

    String of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null ? "" : known.computeIfAbsent(place(source.getLocation()), PluginVersions::ofPlace);
    }

    private static Path place(URL location) {
        try {
            return Path.of(location.toURI());
        } catch (URISyntaxException e) {
            throw new PluginException("'" + location + "' is no place for classes", e);
        }
    }

    private static String ofPlace(Path place) {
        try {
            return Files.isRegularFile(place) ? ofJar(place) : "";
        } catch (IOException e) {
            throw new PluginException("the version of '" + place + "' cannot be read: " + e, e);
        }
    }

    private static String ofJar(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            Manifest manifest = jar.getManifest();
            Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
            return Optional.ofNullable(attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION))
                    .or(() -> Optional.ofNullable(attributes.getValue(BUNDLE_VERSION)))
                    .orElse(ofMaven(jar));
        }
    }

    /** A jar into which others were packed has several of these: then it is anybody's. */
    private static String ofMaven(JarFile jar) throws IOException {
        String found = "";
        for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
            JarEntry entry = entries.nextElement();
            if (entry.getName().matches("META-INF/maven/[^/]+/[^/]+/pom\\.properties")) {
                if (!found.isEmpty()) {
                    return "";
                }
                Properties properties = new Properties();
                try (InputStream in = jar.getInputStream(entry)) {
                    properties.load(in);
                }
                found = properties.getProperty("version", "");
            }
        }
        return found;
    }
}
