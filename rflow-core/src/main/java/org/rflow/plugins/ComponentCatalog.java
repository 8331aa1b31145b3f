package org.rflow.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentDescription;
import org.rflow.model.ComponentSpec;
import org.rflow.model.ComponentType;
import org.rflow.plugins.Plugin.Entry;

/**
 * The component classes of this process: those on the class path and those of plugins. Opening it loads the plugins'
 * classes, so it is for workers and the {@link ProbeMain probe}; whoever only wants to know asks {@link ComponentTypes}.
 * A plugin that is of no use hurts only who asks for its components.
 */
public final class ComponentCatalog implements AutoCloseable {
    private final List<Plugin> plugins = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<String, List<Found>> byName = new LinkedHashMap<>();

    private record Found(Plugin plugin, Entry entry) {}

    private ComponentCatalog() {}

    /** The components on the class path. */
    public static ComponentCatalog ofClassPath() {
        return open(List.of());
    }

    /** The components on the class path and in these jars and folders. */
    public static ComponentCatalog open(List<Path> paths) {
        ComponentCatalog catalog = new ComponentCatalog();
        catalog.add(Plugin.ofClassPath());
        for (Path path : paths) {
            try {
                catalog.add(Plugin.ofJar(path));
            } catch (PluginException e) {
                catalog.problems.add(String.valueOf(e.getMessage()));
            }
        }
        return catalog;
    }

    /** Only what one jar or folder has, for the probe; {@link PluginException} when it is of no use. */
    static ComponentCatalog ofJar(Path jar) {
        ComponentCatalog catalog = new ComponentCatalog();
        catalog.add(Plugin.ofJar(jar));
        return catalog;
    }

    /**
     * The jars of a directory, and its folders that have a jar or a directory {@code classes} or {@code META-INF}, by name;
     * none when there is no such directory.
     */
    public static List<Path> pluginsIn(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(ComponentCatalog::isPlugin).sorted().toList();
        } catch (IOException e) {
            throw new PluginException("the directory '" + directory + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isPlugin(Path path) {
        if (!Files.isDirectory(path)) {
            return path.toString().endsWith(".jar");
        }
        try (Stream<Path> content = Files.list(path)) {
            return content.map(inside -> inside.getFileName().toString())
                    .anyMatch(name -> name.endsWith(".jar") || name.equals("classes") || name.equals("META-INF"));
        } catch (IOException e) {
            throw new PluginException("the directory '" + path + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private void add(Plugin plugin) {
        plugins.add(plugin);
        for (Entry entry : plugin.entries()) {
            byName.computeIfAbsent(entry.shortName(), name -> new ArrayList<>()).add(new Found(plugin, entry));
        }
    }

    /** A line for each plugin that is of no use, with its cause. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** All types, described by an instance of each. */
    public List<ComponentType> types() {
        PluginVersions versions = new PluginVersions();
        return byName.values().stream()
                .flatMap(List::stream)
                .map(found -> describe(found, versions))
                .toList();
    }

    private static ComponentType describe(Found found, PluginVersions versions) {
        Component component = make(found);
        return ComponentDescription.of(
                component, versions.of(component.getClass()), found.plugin().origin());
    }

    /** A new component of a short or class name; {@link PluginException} says why there is none. */
    public Component create(String type) {
        List<Found> found = byName.getOrDefault(type, List.of());
        if (found.size() > 1) {
            throw new PluginException(ComponentTypes.duplicate(
                    type, found.get(0).plugin().origin(), found.get(1).plugin().origin()));
        }
        return found.isEmpty() ? ofClass(type) : make(found.get(0));
    }

    /** A new component for a flow's declaration, with RF-126's sentence when there is none. */
    public Component create(ComponentSpec spec) {
        try {
            return create(spec.type());
        } catch (PluginException e) {
            throw new PluginException(
                    "Could not instantiate component '" + spec.name() + "' as '" + spec.type() + "' (" + spec.uuid()
                            + "): " + e.getMessage(),
                    e);
        }
    }

    private static Component make(Found found) {
        try {
            return found.entry().maker().get();
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new PluginException(
                    "component class '" + found.entry().className() + "' of '"
                            + found.plugin().origin() + "' cannot be made: " + Reasons.of(e),
                    e);
        }
    }

    private Component ofClass(String className) {
        List<String> causes = new ArrayList<>();
        for (Plugin plugin : plugins) {
            try {
                return instance(Class.forName(className, true, plugin.loader()));
            } catch (ClassNotFoundException e) {
                causes.add("not in " + plugin.place());
            } catch (ReflectiveOperationException | LinkageError e) {
                throw notLoaded(className, Reasons.of(e), e);
            }
        }
        causes.addAll(problems);
        throw notLoaded(className, String.join(", ", causes), null);
    }

    private static PluginException notLoaded(String className, String why, @Nullable Throwable cause) {
        return new PluginException("the class '" + className + "' could not be loaded (" + why + ")", cause);
    }

    private static Component instance(Class<?> type) throws ReflectiveOperationException {
        if (!Component.class.isAssignableFrom(type)) {
            throw notLoaded(type.getName(), "it does not extend " + Component.class.getName(), null);
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            throw notLoaded(type.getName(), "it is abstract", null);
        }
        return type.asSubclass(Component.class).getConstructor().newInstance();
    }

    /** Lets go of the jars. Components made before may no longer find classes they have not used yet. */
    @Override
    public void close() {
        for (Plugin plugin : plugins) {
            try {
                plugin.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
