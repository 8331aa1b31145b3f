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
 * The component classes of this process: those on the class path and those of plugin jars. Opening it loads the jars'
 * classes, so it is for workers and the {@link ProbeMain probe}; whoever only wants to know asks {@link ComponentTypes}.
 */
public final class ComponentCatalog implements AutoCloseable {
    private final List<Plugin> plugins;
    private final Map<String, Found> byName = new LinkedHashMap<>();

    private record Found(Plugin plugin, Entry entry) {}

    private ComponentCatalog(List<Plugin> plugins) {
        this.plugins = plugins;
    }

    /** The components on the class path. */
    public static ComponentCatalog ofClassPath() {
        return open(List.of());
    }

    /** The components on the class path and in the jars. {@link PluginException} has a line for each jar that is of no use. */
    public static ComponentCatalog open(List<Path> jars) {
        List<String> problems = new ArrayList<>();
        List<Plugin> plugins = new ArrayList<>(List.of(Plugin.ofClassPath()));
        for (Path jar : jars) {
            try {
                plugins.add(Plugin.ofJar(jar));
            } catch (PluginException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        ComponentCatalog catalog = new ComponentCatalog(plugins);
        plugins.forEach(plugin -> catalog.index(plugin, problems));
        if (!problems.isEmpty()) {
            catalog.close();
            throw new PluginException(String.join("\n", problems));
        }
        return catalog;
    }

    /** Only what one jar has, for the probe. */
    static ComponentCatalog ofJar(Path jar) {
        ComponentCatalog catalog = new ComponentCatalog(List.of(Plugin.ofJar(jar)));
        List<String> problems = new ArrayList<>();
        catalog.plugins.forEach(plugin -> catalog.index(plugin, problems));
        if (!problems.isEmpty()) {
            catalog.close();
            throw new PluginException(String.join("\n", problems));
        }
        return catalog;
    }

    /** The jars of a directory, by name; none when there is no such directory. */
    public static List<Path> jarsIn(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(path -> path.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new PluginException("the directory '" + directory + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private void index(Plugin plugin, List<String> problems) {
        for (Entry entry : plugin.entries()) {
            Found before = byName.putIfAbsent(entry.shortName(), new Found(plugin, entry));
            if (before != null) {
                problems.add(ComponentTypes.duplicate(
                        entry.shortName(), before.plugin().origin(), plugin.origin()));
            }
        }
    }

    /** All types, described by an instance of each. */
    public List<ComponentType> types() {
        return byName.values().stream()
                .map(found -> ComponentDescription.of(
                        make(found.entry(), found.plugin()), found.plugin().origin()))
                .toList();
    }

    /** A new component of a short or class name; {@link PluginException} says why there is none. */
    public Component create(String type) {
        Found found = byName.get(type);
        return found != null ? make(found.entry(), found.plugin()) : ofClass(type);
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

    private static Component make(Entry entry, Plugin plugin) {
        try {
            return entry.maker().get();
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new PluginException(
                    "component class '" + entry.className() + "' of '" + plugin.origin() + "' cannot be made: "
                            + Plugin.reason(e),
                    e);
        }
    }

    private Component ofClass(String className) {
        List<String> causes = new ArrayList<>();
        for (Plugin plugin : plugins) {
            try {
                return instance(Class.forName(className, true, plugin.loader()));
            } catch (ClassNotFoundException e) {
                causes.add("not in " + plugin.origin());
            } catch (ReflectiveOperationException | LinkageError e) {
                throw notLoaded(className, Plugin.reason(e), e);
            }
        }
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
