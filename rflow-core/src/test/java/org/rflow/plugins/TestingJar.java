package org.rflow.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources into a jar that lists them as components. */
final class TestingJar {
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final List<String> listed = new ArrayList<>();

    /** A class, its name taken apart into package and simple name by the last dot. */
    TestingJar with(String className, String source) {
        sources.put(className, source);
        return this;
    }

    /** A component {@code className} whose class has this body. */
    TestingJar withComponent(String className, String body) {
        int dot = className.lastIndexOf('.');
        listed.add(className);
        return with(className, """
                package %s;
                import org.rflow.component.*;
                import org.rflow.message.*;
                public final class %s extends Component {
                %s
                }
                """.formatted(className.substring(0, dot), className.substring(dot + 1), body));
    }

    TestingJar listing(String className) {
        listed.add(className);
        return this;
    }

    Path writeTo(Path jar) throws IOException {
        Path classes = Files.createTempDirectory(jar.getParent(), "classes");
        compile(classes);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                write(out, classes.relativize(file).toString(), Files.readAllBytes(file));
            }
            write(
                    out,
                    "META-INF/services/org.rflow.component.Component",
                    String.join("\n", listed).getBytes(UTF_8));
        }
        return jar;
    }

    private static void write(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }

    private void compile(Path classes) {
        if (sources.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, source) -> units.add(new Source(name, source)));
        List<String> options =
                List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
        if (!compiler.getTask(null, null, null, options, null, units).call()) {
            throw new AssertionError("the sources do not compile");
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        @Override
        public OutputStream openOutputStream() {
            throw new UnsupportedOperationException("a source is read only");
        }
    }
}
