package org.rflow.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this build and those of what it was built with, as Maven wrote them into a resource. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"rflow " + text()};
    }

    static String text() {
        return all().getProperty("version", "unknown");
    }

    static Properties all() {
        var properties = new Properties();
        try (var resource = Version.class.getResourceAsStream("version.properties")) {
            properties.load(resource);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read version.properties", e);
        }
        return properties;
    }
}
