package org.rflow.plugins;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads one plugin jar. Shared with RFlow are only its own classes, Avro, the logging API and JSpecify, so that a message
 * means the same on both sides; everything else comes from the jar or the JDK, so a plugin's libraries never meet RFlow's.
 */
final class PluginClassLoader extends URLClassLoader {
    private static final List<String> SHARED =
            List.of("org.rflow.", "org.apache.avro.", "org.apache.logging.log4j.", "org.jspecify.");
    private static final List<String> NOT_SHARED =
            List.of("org.apache.logging.log4j.core.", "org.apache.logging.log4j.layout.");

    static {
        ClassLoader.registerAsParallelCapable();
    }

    private final ClassLoader application;

    PluginClassLoader(Path jar, ClassLoader application) throws MalformedURLException {
        super("plugin " + jar.getFileName(), new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        this.application = application;
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
