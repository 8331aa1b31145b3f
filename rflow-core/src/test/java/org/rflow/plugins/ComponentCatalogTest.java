package org.rflow.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.component.Component;
import org.rflow.component.ComponentDescription;
import org.rflow.model.ComponentSpec;
import org.rflow.model.ComponentType;

final class ComponentCatalogTest {

    @TempDir
    private Path directory;

    private Path jar(String name, TestingJar content) throws IOException {
        return content.writeTo(directory.resolve(name));
    }

    private static TestingJar component(String className) {
        return new TestingJar().withComponent(className, "");
    }

    @Test
    void findsTheComponentsOfJarsByShortNameAndByClassName() throws IOException {
        Path jar = jar("a.jar", component("com.example.WordCount").with("com.example.Hidden", """
                        package com.example;
                        public final class Hidden extends org.rflow.component.Component {}
                        """));

        try (ComponentCatalog catalog = ComponentCatalog.open(List.of(jar))) {
            assertThat(catalog.create("word_count").getClass().getName()).isEqualTo("com.example.WordCount");
            assertThat(catalog.create("com.example.WordCount")).isNotSameAs(catalog.create("word_count"));
            assertThat(catalog.create("com.example.Hidden").getClass().getSimpleName())
                    .isEqualTo("Hidden");
            assertThat(catalog.types())
                    .extracting(ComponentType::name, ComponentType::origin)
                    .contains(tuple("word_count", jar.toString()));
        }
    }

    @Test
    void letsAPluginsOwnLibrariesWin() throws IOException {
        Path jar = jar(
                "a.jar",
                component("com.example.Plain")
                        .withComponent("com.example.Reads", """
                    @Override protected String help() {
                        return org.jspecify.annotations.Nullable.class.getClassLoader() == Component.class.getClassLoader()
                            && org.assertj.core.api.Assertions.VERSION.equals("its own") ? "apart" : "mixed";
                    }
                """)
                        .with("org.assertj.core.api.Assertions", """
                package org.assertj.core.api;
                public final class Assertions { public static final String VERSION = String.valueOf("its own"); }
                """));

        try (ComponentCatalog catalog = ComponentCatalog.open(List.of(jar))) {
            assertThat(ComponentDescription.of(catalog.create("reads"), "").help())
                    .isEqualTo("apart");
            assertThat(catalog.create("plain").getClass().getClassLoader())
                    .isNotSameAs(Component.class.getClassLoader());
        }
    }

    @Test
    void hidesLibrariesOfRFlowFromPlugins() throws IOException {
        Path jar = jar("a.jar", new TestingJar().withComponent("com.example.Peeks", """
                    @Override protected String help() {
                        for (String name : new String[] {
                                "org.yaml.snakeyaml.Yaml", "org.apache.logging.log4j.core.LoggerContext", "org.zeromq.ZMQ"}) {
                            try {
                                return Class.forName(name).getName();
                            } catch (ClassNotFoundException hidden) {
                                continue;
                            }
                        }
                        return "hidden";
                    }
                """));

        try (ComponentCatalog catalog = ComponentCatalog.open(List.of(jar))) {
            assertThat(ComponentDescription.of(catalog.create("peeks"), "").help())
                    .isEqualTo("hidden");
        }
    }

    @Test
    void refusesOneNameInTwoJarsAndNamesBothAndHasTheOthers() throws IOException {
        Path a = jar("a.jar", component("com.example.WordCount").withComponent("com.example.Other", ""));
        Path b = jar("b.jar", component("org.example.WordCount"));

        try (ComponentCatalog catalog = ComponentCatalog.open(List.of(a, b))) {
            assertThatThrownBy(() -> catalog.create("word_count"))
                    .isInstanceOf(PluginException.class)
                    .hasMessage("component 'word_count' is in '" + a + "' and again in '" + b + "'; leave one out");
            assertThat(catalog.create("org.example.WordCount").getClass().getName())
                    .isEqualTo("org.example.WordCount");
            assertThat(catalog.create("other")).isNotNull();
        }
    }

    @Test
    void saysOfEachFileWhyItIsNoPluginAndGoesOnWithTheOthers() throws IOException {
        Path missing = directory.resolve("missing.jar");
        Path flow = Files.writeString(directory.resolve("flow.yaml"), "flow: x");
        Path text = Files.writeString(directory.resolve("text.jar"), "no jar at all");
        Path empty = directory.resolve("empty.jar");
        new JarOutputStream(Files.newOutputStream(empty)).close();
        Path good = jar("good.jar", component("com.example.Good"));

        try (ComponentCatalog catalog = ComponentCatalog.open(List.of(missing, flow, text, empty, good))) {
            assertThat(catalog.create("good")).isNotNull();
            assertThat(String.join("\n", catalog.problems()))
                    .matches("(?s)\\Qextension '" + missing + "' cannot be read: there is no such file\n"
                            + "extension '" + flow + "' is a configuration file, not a jar\\E.*\\Q\n"
                            + "extension '" + text + "' is not a jar: \\E.*\\Q\n"
                            + "extension '" + empty
                            + "' has no components; list their class names in its META-INF\\E.*");
        }
    }

    @Test
    void saysWhatIsWrongWithTheListOfComponents() throws IOException {
        Path lists = jar("lists.jar", new TestingJar().listing("com.example.Gone"));
        Path garbled = jar("garbled.jar", new TestingJar().listing("com example"));
        String thing = "package com.example; public final class Thing {}";
        Path other = jar(
                "other.jar", new TestingJar().with("com.example.Thing", thing).listing("com.example.Thing"));
        Path twice = jar("twice.jar", component("com.example.Same").withComponent("org.example.Same", ""));
        String services = "' cannot be loaded: its META-INF/services/org.rflow.component.Component lists '";

        try (ComponentCatalog catalog = ComponentCatalog.open(List.of(lists, garbled, other, twice))) {
            List<String> problems = catalog.problems();
            assertThat(problems).hasSize(4);
            assertThat(problems.get(0))
                    .isEqualTo(
                            "extension '" + lists + services + "com.example.Gone', and there is no such class in it");
            assertThat(problems.get(1))
                    .startsWith("extension '" + garbled + "' cannot be loaded: jar:file:")
                    .contains(":1: Illegal configuration-file syntax");
            assertThat(problems.get(2))
                    .isEqualTo("extension '" + other + services
                            + "com.example.Thing', which does not extend org.rflow.component.Component");
            assertThat(problems.get(3))
                    .isEqualTo("extension '" + twice + "' has component 'same' twice, as 'com.example.Same' and as"
                            + " 'org.example.Same'; rename one of the classes");
            assertThatThrownBy(() -> catalog.create("gone"))
                    .hasMessageContaining("not in RFlow")
                    .hasMessageContaining("lists 'com.example.Gone'");
        }
    }

    @Test
    void saysThatAClassIsMissing() throws IOException {
        Path jar = jar(
                "a.jar",
                new TestingJar()
                        .with(
                                "com.lib.Base",
                                "package com.lib; public class Base extends org.rflow.component.Component {}")
                        .with(
                                "com.example.Heir",
                                "package com.example; public final class Heir extends com.lib.Base {}")
                        .listing("com.example.Heir")
                        .without("com.lib.Base"));
        Path other = jar(
                "b.jar",
                new TestingJar()
                        .with(
                                "com.lib.Text",
                                "package com.lib; public final class Text { public static String of() { return \"\"; } }")
                        .withComponent(
                                "com.example.User", "final OutputPort out = outputPort(\"out\", com.lib.Text.of());")
                        .without("com.lib.Text"));

        try (ComponentCatalog catalog = ComponentCatalog.open(List.of(jar, other))) {
            assertThat(catalog.problems())
                    .containsExactly("extension '" + jar + "' cannot be loaded: class 'com.lib.Base' is missing;"
                            + " pack it into the jar, or make a folder of the jar and the jars it needs");
            assertThatThrownBy(() -> catalog.create("user"))
                    .hasMessage("component class 'com.example.User' of '" + other
                            + "' cannot be made: class 'com.lib.Text' is missing;"
                            + " pack it into the jar, or make a folder of the jar and the jars it needs");
        }
    }

    @Test
    void saysThatAJarIsForANewerJava() throws IOException {
        Path jar = jar("a.jar", component("com.example.Newer").compiledFor(99));
        int here = Runtime.version().feature();

        try (ComponentCatalog catalog = ComponentCatalog.open(List.of(jar))) {
            assertThat(catalog.problems())
                    .containsExactly(
                            "extension '" + jar + "' cannot be loaded: class 'com.example.Newer' needs Java 99,"
                                    + " and this is Java " + here + "; compile it with --release " + here);
        }
    }

    @Test
    void knowsTheVersionThatAJarNamesItself() throws IOException {
        Path jar = jar("a.jar", component("com.example.Versioned").version("2.7"));

        try (ComponentCatalog catalog = ComponentCatalog.ofJar(jar)) {
            assertThat(catalog.types())
                    .singleElement()
                    .satisfies(type -> assertThat(type.version()).isEqualTo("2.7"));
        }
    }

    @Test
    void takesAFolderOfJarsAndClasses() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("plugin"));
        String library =
                "package com.lib; public final class Text { public static String of() { return \"from lib\"; } }";
        TestingJar both = new TestingJar()
                .with("com.lib.Text", library)
                .withComponent("com.example.User", "final OutputPort out = outputPort(\"out\", com.lib.Text.of());");
        both.without("com.lib.Text").writeTo(folder.resolve("user.jar"));
        new TestingJar().with("com.lib.Text", library).writeTo(folder.resolve("lib.jar"));
        Path classes = Files.createDirectory(directory.resolve("unpacked"));
        component("com.example.Loose").writeClasses(Files.createDirectory(classes.resolve("classes")));

        try (ComponentCatalog catalog = ComponentCatalog.open(List.of(folder, classes))) {
            assertThat(catalog.problems()).isEmpty();
            assertThat(ComponentDescription.of(catalog.create("user"), "").ports())
                    .singleElement()
                    .satisfies(port -> assertThat(port.help()).isEqualTo("from lib"));
            assertThat(catalog.create("loose")).isNotNull();
        }
    }

    @Test
    void saysWhyAComponentCannotBeMade() throws IOException {
        Path jar = jar(
                "a.jar",
                new TestingJar()
                        .withComponent(
                                "com.example.Throws", "{ if (true) throw new IllegalStateException(\"no luck\"); }"));

        try (ComponentCatalog catalog = ComponentCatalog.open(List.of(jar))) {
            assertThatThrownBy(() -> catalog.create("throws"))
                    .isInstanceOf(PluginException.class)
                    .hasMessage("component class 'com.example.Throws' of '" + jar
                            + "' cannot be made: java.lang.IllegalStateException: no luck");
        }
    }

    @Test
    void saysThatAComponentCouldNotBeInstantiated() {
        UUID uuid = UUID.fromString("6c1f6d0a-6a3b-4f5e-9b1c-000000000001");
        var spec = new ComponentSpec(uuid, "parse", "com.example.None", true, Map.of(), List.of());

        try (ComponentCatalog catalog = ComponentCatalog.ofClassPath()) {
            assertThatThrownBy(() -> catalog.create(spec))
                    .isInstanceOf(PluginException.class)
                    .hasMessage("Could not instantiate component 'parse' as 'com.example.None' (" + uuid
                            + "): the class 'com.example.None' could not be loaded (not in RFlow)");
            assertThatThrownBy(() -> catalog.create("java.lang.String"))
                    .hasMessage("the class 'java.lang.String' could not be loaded"
                            + " (it does not extend org.rflow.component.Component)");
            assertThatThrownBy(() -> catalog.create("org.rflow.component.Component"))
                    .hasMessage("the class 'org.rflow.component.Component' could not be loaded (it is abstract)");
        }
    }

    @Test
    void listsTheJarsAndFoldersOfADirectory() throws IOException {
        Files.writeString(directory.resolve("README"), "");
        Files.createDirectory(directory.resolve("pictures"));
        Path b = Files.writeString(directory.resolve("b.jar"), "");
        Path a = Files.writeString(directory.resolve("a.jar"), "");
        Path folder = Files.createDirectory(directory.resolve("folder"));
        Files.writeString(folder.resolve("c.jar"), "");

        assertThat(ComponentCatalog.pluginsIn(directory)).containsExactly(a, b, folder);
        assertThat(ComponentCatalog.pluginsIn(directory.resolve("none"))).isEmpty();
    }
}
