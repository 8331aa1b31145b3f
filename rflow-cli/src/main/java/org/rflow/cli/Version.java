package org.rflow.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, as Maven wrote it into a resource. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"rflow " + text()};
    }

    static String text() {
        var properties = new Properties();
        try (var resource = Version.class.getResourceAsStream("version.properties")) {
            properties.load(resource);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read version.properties", e);
        }
        return properties.getProperty("version", "unknown");
    }
}
