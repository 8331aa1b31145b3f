package org.rflow.plugins;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Loads one plugin: a jar, or a folder with a directory {@code classes} and jars. Shared with RFlow are only what a
 * component is written against, Avro, the logging API and JSpecify, so that a message means the same on both sides;
 * everything else comes from the plugin or the JDK, so a plugin's libraries meet neither RFlow's nor another plugin's.
 */
final class PluginClassLoader extends URLClassLoader {
    private static final String CLASSES = "classes";
    private static final List<String> SHARED = List.of(
            "org.rflow.component.",
            "org.rflow.message.",
            "org.rflow.model.",
            "org.apache.avro.",
            "org.apache.logging.log4j.",
            "org.jspecify.");
    private static final List<String> NOT_SHARED =
            List.of("org.apache.logging.log4j.core.", "org.apache.logging.log4j.layout.");

    static {
        ClassLoader.registerAsParallelCapable();
    }

    private final ClassLoader application;

    PluginClassLoader(Path plugin, ClassLoader application) throws IOException {
        super("plugin " + plugin.getFileName(), urls(plugin), ClassLoader.getPlatformClassLoader());
        this.application = application;
    }

    /** A jar itself; of a folder its classes, then its jars by name. */
    private static URL[] urls(Path plugin) throws IOException {
        List<URL> urls = new ArrayList<>();
        if (Files.isDirectory(plugin)) {
            Path classes = plugin.resolve(CLASSES);
            urls.add((Files.isDirectory(classes) ? classes : plugin).toUri().toURL());
            for (Path jar : jars(plugin)) {
                urls.add(jar.toUri().toURL());
            }
        } else {
            urls.add(plugin.toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (isShared(name)) {
            try {
                return application.loadClass(name);
            } catch (ClassNotFoundException notOurs) {
                return super.loadClass(name, resolve);
            }
        }
        return super.loadClass(name, resolve);
    }

    private static boolean isShared(String className) {
        return SHARED.stream().anyMatch(className::startsWith)
                && NOT_SHARED.stream().noneMatch(className::startsWith);
    }
}
