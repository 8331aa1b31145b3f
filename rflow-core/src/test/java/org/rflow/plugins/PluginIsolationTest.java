package org.rflow.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.component.Arrival;
import org.rflow.component.Component;
import org.rflow.component.ComponentRunner;
import org.rflow.component.InputPort;
import org.rflow.message.Message;

/** Plugins that use a library in different versions, in one process and in one chain of direct calls. */
final class PluginIsolationTest {
    private static final Path LIBRARIES = Path.of("target", "plugin-libraries");

    @TempDir
    private Path directory;

    /** Answers with the version that the library's own code says it is, and with the thread's way to it. */
    private Path plugin(String className, String version) throws IOException {
        Path folder = Files.createDirectory(directory.resolve(className));
        Path library =
                Files.copy(LIBRARIES.resolve("jackson-core-" + version + ".jar"), folder.resolve("jackson-core.jar"));
        new TestingJar()
                .against(library)
                .withComponent("com.example." + className, """
                    final InputPort in = inputPort("in");
                    final OutputPort out = outputPort("out");

                    @Override protected void process(InputPort port, Message message) throws Exception {
                        Object here = new com.fasterxml.jackson.core.JsonFactory().version();
                        Object byThread = Thread.currentThread().getContextClassLoader()
                                .loadClass("com.fasterxml.jackson.core.json.PackageVersion").getField("VERSION").get(null);
                        out.send(Message.of(message.text() + " " + here + (byThread.equals(here) ? "" : " not " + byThread)));
                    }
                    """)
                .writeTo(folder.resolve("component.jar"));
        return folder;
    }

    @Test
    void letsTwoPluginsUseALibraryInTwoVersions() throws Exception {
        Path older = plugin("Older", "2.18.2");
        Path newer = plugin("Newer", "2.20.1");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        List<Message> sent = new ArrayList<>();
        List<Exception> failures = new ArrayList<>();

        try (ComponentCatalog catalog = ComponentCatalog.open(List.of(older, newer))) {
            assertThat(catalog.problems()).isEmpty();
            ComponentRunner first = runner(catalog.create("older"), failures);
            ComponentRunner second = runner(catalog.create("newer"), failures);
            InputPort in = first.inputPort("in").orElseThrow();
            first.outputPort("out")
                    .orElseThrow()
                    .directConnect(second.inputPort("in").orElseThrow());
            first.outputPort("out").orElseThrow().collectMessages(null, sent);
            second.outputPort("out").orElseThrow().collectMessages(null, sent);
            first.deliver(new Arrival(in, null, "test"), Message.of("with"));
        }

        assertThat(failures).isEmpty();
        assertThat(sent).extracting(Message::text).containsExactly("with 2.18.2 2.20.1", "with 2.18.2");
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    private static ComponentRunner runner(Component component, List<Exception> failures) {
        return new ComponentRunner(component, "tested", failed -> failures.add(failed.cause()));
    }
}
