package org.rflow.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.impl.Log4jContextFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OneContextTest {
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void giveBackTheClassLoader() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void startsWithoutLookingForAConfiguration() {
        var asked = new AskedResources(before);
        Thread.currentThread().setContextClassLoader(asked);

        LoggerContext context = contextOf(new Log4jContextFactory(new OneContext()), before);

        assertThat(context.isStarted()).isTrue();
        assertThat(asked.names).noneMatch(name -> name.startsWith("log4j2"));
    }

    @Test
    void givesPluginsTheContextOfTheApplication() {
        var factory = new Log4jContextFactory(new OneContext());
        var plugin = new ClassLoader(ClassLoader.getPlatformClassLoader()) {};

        assertThat(contextOf(factory, plugin)).isSameAs(contextOf(factory, before));
    }

    @Test
    void isWhatTheOptionsOfTheVmName() {
        assertThat(Logging.vmOptions()).containsExactly("-Dlog4j2.contextSelector=" + OneContext.class.getName());
    }

    private static LoggerContext contextOf(Log4jContextFactory factory, ClassLoader loader) {
        return factory.getContext(OneContextTest.class.getName(), loader, null, false);
    }

    /** Remembers what it was asked for. */
    private static final class AskedResources extends ClassLoader {
        private final List<String> names = new ArrayList<>();

        AskedResources(ClassLoader parent) {
            super(parent);
        }

        @Override
        public @Nullable URL getResource(String name) {
            names.add(name);
            return super.getResource(name);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            names.add(name);
            return super.getResources(name);
        }
    }
}
