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
    void refusesOneNameInTwoJarsAndNamesBoth() throws IOException {
        Path a = jar("a.jar", component("com.example.WordCount"));
        Path b = jar("b.jar", component("org.example.WordCount"));

        assertThatThrownBy(() -> ComponentCatalog.open(List.of(a, b)))
                .isInstanceOf(PluginException.class)
                .hasMessage("component 'word_count' is in '" + a + "' and again in '" + b + "'; leave one out");
    }

    @Test
    void saysEverythingThatIsWrongWithJarsAtOnce() throws IOException {
        Path missing = directory.resolve("missing.jar");
        Path flow = Files.writeString(directory.resolve("flow.yaml"), "flow: x");
        Path text = Files.writeString(directory.resolve("text.jar"), "no jar at all");
        Path empty = directory.resolve("empty.jar");
        new JarOutputStream(Files.newOutputStream(empty)).close();
        Path lists = jar("lists.jar", new TestingJar().listing("com.example.Gone"));

        assertThatThrownBy(() -> ComponentCatalog.open(List.of(missing, flow, text, empty, lists)))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("extension '" + missing + "' cannot be read: there is no such file\n")
                .hasMessageContaining("extension '" + flow + "' is a configuration file, not a jar")
                .hasMessageContaining("extension '" + text + "' is not a jar: ")
                .hasMessageContaining(
                        "extension '" + empty + "' has no components; list their class names in its META-INF")
                .hasMessageContaining("extension '" + lists + "' cannot be loaded: ")
                .hasMessageContaining("com.example.Gone");
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
                            + "): the class 'com.example.None' could not be loaded (not in class path)");
            assertThatThrownBy(() -> catalog.create("java.lang.String"))
                    .hasMessage("the class 'java.lang.String' could not be loaded"
                            + " (it does not extend org.rflow.component.Component)");
            assertThatThrownBy(() -> catalog.create("org.rflow.component.Component"))
                    .hasMessage("the class 'org.rflow.component.Component' could not be loaded (it is abstract)");
        }
    }

    @Test
    void listsTheJarsOfADirectory() throws IOException {
        Files.writeString(directory.resolve("README"), "");
        Path b = Files.writeString(directory.resolve("b.jar"), "");
        Path a = Files.writeString(directory.resolve("a.jar"), "");

        assertThat(ComponentCatalog.jarsIn(directory)).containsExactly(a, b);
        assertThat(ComponentCatalog.jarsIn(directory.resolve("none"))).isEmpty();
    }
}
