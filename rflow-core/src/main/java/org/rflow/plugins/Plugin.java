package org.rflow.plugins;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.zip.ZipFile;
import org.rflow.component.Component;
import org.rflow.component.ComponentDescription;
import org.rflow.model.ComponentType;

/** One place that component classes come from: RFlow itself, a jar, or a folder with classes and jars. */
final class Plugin implements AutoCloseable {
    static final String SERVICES = "META-INF/services/" + Component.class.getName();
    private static final List<String> FLOW_FILES = List.of(".yaml", ".yml", ".json", ".rb");

    private final String origin;
    private final ClassLoader loader;
    private final List<Entry> entries;

    private Plugin(String origin, ClassLoader loader, List<Entry> entries) {
        this.origin = origin;
        this.loader = loader;
        this.entries = entries;
    }

    /** A component class that was found and not yet initialized. */
    record Entry(String shortName, String className, Supplier<? extends Component> maker) {}

    static Plugin ofClassPath() {
        ClassLoader loader = Plugin.class.getClassLoader();
        return new Plugin(ComponentType.BUILT_IN, loader, entries(ComponentType.BUILT_IN, loader));
    }

    /** Opens a jar or a folder; {@link PluginException} names it and says why it is of no use. */
    static Plugin ofJar(Path jar) {
        String origin = jar.toString();
        check(jar);
        try {
            PluginClassLoader loader = new PluginClassLoader(jar, Plugin.class.getClassLoader());
            try {
                return new Plugin(origin, loader, ownEntries(origin, loader));
            } catch (PluginException e) {
                loader.close();
                throw e;
            }
        } catch (IOException e) {
            throw new PluginException("extension '" + origin + "' cannot be read: " + e.getMessage(), e);
        }
    }

    static void check(Path jar) {
        String name = jar.toString();
        if (!Files.exists(jar)) {
            throw new PluginException("extension '" + name + "' cannot be read: there is no such file");
        }
        if (!Files.isReadable(jar)) {
            throw new PluginException("extension '" + name + "' cannot be read: permission denied");
        }
        if (FLOW_FILES.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith)) {
            throw new PluginException(
                    "extension '" + name
                            + "' is a configuration file, not a jar; -e takes jars of components, a flow file is given without -e");
        }
        if (Files.isDirectory(jar)) {
            return;
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            if (zip.getEntry(SERVICES) == null) {
                throw noComponents(name);
            }
        } catch (IOException e) {
            throw new PluginException("extension '" + name + "' is not a jar: " + e.getMessage(), e);
        }
    }

    private static PluginException noComponents(String origin) {
        return new PluginException("extension '" + origin + "' has no components; list their class names in its "
                + SERVICES + ", or, if it is a library, put it into a folder with the jar that needs it");
    }

    private static List<Entry> ownEntries(String origin, PluginClassLoader loader) {
        URL services = loader.findResource(SERVICES);
        List<Entry> entries = services == null ? List.of() : entries(origin, loader);
        if (entries.isEmpty()) {
            throw noComponents(origin);
        }
        return entries;
    }

    private static List<Entry> entries(String origin, ClassLoader loader) {
        List<Entry> entries = new ArrayList<>();
        try {
            for (ServiceLoader.Provider<Component> provider : (Iterable<ServiceLoader.Provider<Component>>)
                    ServiceLoader.load(Component.class, loader).stream()::iterator) {
                Class<? extends Component> type = provider.type();
                entries.add(new Entry(ComponentDescription.shortName(type), type.getName(), provider));
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new PluginException("extension '" + origin + "' cannot be loaded: " + Reasons.of(e), e);
        }
        refuseDuplicates(origin, entries);
        return entries;
    }

    /** RF-125 within one jar. */
    private static void refuseDuplicates(String origin, List<Entry> entries) {
        Map<String, Entry> byName = new HashMap<>();
        for (Entry entry : entries) {
            Entry before = byName.putIfAbsent(entry.shortName(), entry);
            if (before != null) {
                throw new PluginException("extension '" + origin + "' has component '" + entry.shortName()
                        + "' twice, as '" + before.className() + "' and as '" + entry.className()
                        + "'; rename one of the classes");
            }
        }
    }

    String origin() {
        return origin;
    }

    /** The origin as part of a sentence. */
    String place() {
        return origin.equals(ComponentType.BUILT_IN) ? "RFlow" : origin;
    }

    List<Entry> entries() {
        return entries;
    }

    ClassLoader loader() {
        return loader;
    }

    @Override
    public void close() throws IOException {
        if (loader instanceof PluginClassLoader own) {
            own.close();
        }
    }
}
