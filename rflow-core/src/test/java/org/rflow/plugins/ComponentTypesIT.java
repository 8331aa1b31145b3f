package org.rflow.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.model.ComponentType;
import org.rflow.model.OptionType;
import org.rflow.model.PortDirection;

/** Starts probe processes. */
final class ComponentTypesIT {

    @TempDir
    private Path directory;

    private Path jar(String name, String body) throws IOException {
        return new TestingJar().withComponent("com.example.WordCount", body).writeTo(directory.resolve(name));
    }

    private List<ComponentType> types(Path... jars) {
        return ComponentTypes.of(List.of(jars), directory.resolve("cache"));
    }

    @Test
    void describesAJarWithoutLoadingItsClasses() throws IOException {
        Path witness = directory.resolve("witness");
        Path jar = jar("a.jar", """
                static {
                    new java.io.PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true).println("noise");
                    try {
                        java.nio.file.Files.writeString(java.nio.file.Path.of("%s"), ProcessHandle.current().pid() + "\\n",
                            java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                    new Thread(() -> { while (true) { Thread.onSpinWait(); } }).start();
                }
                final InputPort in = inputPort("in", "the words");
                final OutputPort out = outputPort("out");
                final Option<Long> least = option("least").integer().defaultsTo("2").help("least count");
                @Override protected String help() { return "counts words"; }
                """.formatted(witness));

        List<ComponentType> types = types(jar);
        List<ComponentType> again = types(jar);

        assertThat(types).isEqualTo(again).singleElement().satisfies(type -> {
            assertThat(type.name()).isEqualTo("word_count");
            assertThat(type.help()).isEqualTo("counts words");
            assertThat(type.origin()).isEqualTo(jar.toString());
            assertThat(type.source()).isFalse();
            assertThat(type.port("in", PortDirection.INPUT)).isPresent();
            assertThat(type.option("least")).get().extracting(OptionType::kind).isEqualTo("integer");
        });
        assertThat(Files.readAllLines(witness))
                .hasSize(1)
                .doesNotContain(Long.toString(ProcessHandle.current().pid()));
        try (Stream<Path> cache = Files.list(directory.resolve("cache"))) {
            assertThat(cache).singleElement().asString().matches(".*/[0-9a-f]{64}\\.types");
        }
    }

    @Test
    void looksAgainWhenTheJarHasChangedOrTheCacheIsBroken() throws IOException {
        Path jar = jar("a.jar", "final InputPort in = inputPort(\"in\");");
        assertThat(types(jar).get(0).ports()).hasSize(1);
        try (Stream<Path> cache = Files.list(directory.resolve("cache"))) {
            for (Path file : cache.toList()) {
                Files.writeString(file, "rflow-component-types 1\ncomponent\thalf");
            }
        }
        assertThat(types(jar).get(0).ports()).hasSize(1);

        jar("a.jar", "final InputPort in = inputPort(\"in\"); final OutputPort out = outputPort(\"out\");");

        assertThat(types(jar).get(0).ports()).hasSize(2);
    }

    @Test
    void survivesJarsThatThrowExitOrLieAndNamesEach() throws IOException {
        Path throwing = jar("throws.jar", "{ if (true) throw new IllegalStateException(\"no luck\"); }");
        Path exiting = jar("exits.jar", "static { System.err.println(\"farewell\"); System.exit(7); }");
        Path missing = directory.resolve("missing.jar");

        assertThatThrownBy(() -> types(throwing, exiting, missing))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("no luck")
                .hasMessageContaining(throwing.toString())
                .hasMessageContaining(
                        "extension '" + exiting
                                + "' cannot be loaded: the process that looked into it ended with exit code 7; it said: farewell")
                .hasMessageContaining("extension '" + missing + "' cannot be read: there is no such file");
        try (Stream<Path> cache = Files.list(directory.resolve("cache"))) {
            assertThat(cache).isEmpty();
        }
    }

    @Test
    void refusesOneNameInTwoJars() throws IOException {
        Path a = jar("a.jar", "");
        Path b = jar("b.jar", "final InputPort in = inputPort(\"in\");");

        assertThatThrownBy(() -> types(a, b))
                .hasMessage("component 'word_count' is in '" + a + "' and again in '" + b + "'; leave one out");
    }

    @Test
    void leavesOutWhatOnlyLiesThereAndIsOfNoUse() throws IOException {
        Path good = new TestingJar().withComponent("com.example.Good", "").writeTo(directory.resolve("good.jar"));
        Path one = jar("one.jar", "");
        Path two = jar("two.jar", "final InputPort in = inputPort(\"in\");");
        Path exits = new TestingJar()
                .withComponent("com.example.Exits", "static { System.exit(7); }")
                .writeTo(directory.resolve("exits.jar"));

        ComponentTypes.Found found =
                ComponentTypes.find(List.of(), List.of(exits, good, one, two), directory.resolve("cache"));
        ComponentTypes.Found named = ComponentTypes.find(List.of(two), List.of(one, two), directory.resolve("cache"));

        assertThat(found.types()).extracting(ComponentType::name).containsExactly("good");
        assertThat(found.plugins()).containsExactly(good);
        assertThat(found.problems())
                .satisfiesExactly(
                        said -> assertThat(said).startsWith("extension '" + exits + "' cannot be loaded: "),
                        said -> assertThat(said)
                                .isEqualTo("component 'word_count' is in '" + one + "' and again in '" + two
                                        + "'; leave one out"));
        assertThat(named.plugins()).containsExactly(two);
        assertThat(named.problems()).hasSize(1);
        assertThatThrownBy(() -> ComponentTypes.find(List.of(exits), List.of(good), directory.resolve("cache")))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("exits.jar");
    }
}
