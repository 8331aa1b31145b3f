package org.rflow.plugins;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources into a jar that lists them as components. */
final class TestingJar {
    private static final int MAJOR_VERSION = 7;
    private static final int BEFORE_JAVA_1 = 44;

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final List<String> listed = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private final List<Path> libraries = new ArrayList<>();
    private String version = "";
    private int release;

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

    /** Compiles with the class, but leaves it out of the jar. */
    TestingJar without(String className) {
        left.add(className);
        return this;
    }

    /** The manifest names this version. */
    TestingJar version(String text) {
        version = text;
        return this;
    }

    /** Classes say that they need this Java. */
    TestingJar compiledFor(int newer) {
        release = newer;
        return this;
    }

    Path writeTo(Path jar) throws IOException {
        Path classes = Files.createTempDirectory(jar.getParent(), "build");
        writeClasses(classes);
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!version.isEmpty()) {
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                write(out, classes.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return jar;
    }

    void writeClasses(Path classes) throws IOException {
        compile(classes);
        for (String className : left) {
            Files.delete(classes.resolve(className.replace('.', '/') + ".class"));
        }
        if (release > 0) {
            try (Stream<Path> files = Files.walk(classes)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    byte[] bytes = Files.readAllBytes(file);
                    bytes[MAJOR_VERSION] = (byte) (release + BEFORE_JAVA_1);
                    Files.write(file, bytes);
                }
            }
        }
        if (!listed.isEmpty()) {
            Path services = Files.createDirectories(classes.resolve("META-INF/services"));
            Files.writeString(services.resolve("org.rflow.component.Component"), String.join("\n", listed));
        }
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
        List<String> options = List.of("-d", classes.toString(), "-cp", classPath(), "-proc:none");
        if (!compiler.getTask(null, null, null, options, null, units).call()) {
            throw new AssertionError("the sources do not compile");
        }
    }

    /** More jars to compile against. */
    TestingJar against(Path jar) {
        libraries.add(jar);
        return this;
    }

    /** The libraries before what the tests run with. */
    private String classPath() {
        StringBuilder path = new StringBuilder();
        libraries.forEach(library -> path.append(library).append(File.pathSeparator));
        return path.append(System.getProperty("java.class.path")).toString();
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
