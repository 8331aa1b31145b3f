package org.rflow.logging;

import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.LoggerConfig;

/** Log4j's configuration, made by code: nothing is read or searched for. */
final class LogConfiguration extends AbstractConfiguration {
    /** Libraries whose good news nobody needs. */
    private static final List<String> QUIET = List.of(
            "org.flywaydb",
            "com.zaxxer.hikari",
            "org.jdbi",
            "org.h2",
            "org.postgresql",
            "org.apache.avro",
            "org.eclipse.jetty");

    private static final String HOST_NAME = "hostName";
    private static final String LOCAL = "localhost";

    private final Appender lines;

    LogConfiguration(LoggerContext context, Level level, Appender lines) {
        super(context, ConfigurationSource.NULL_SOURCE);
        this.lines = lines;
        setName("RFlow");
        // else Log4j asks the name service, which may take its time
        getProperties().put(HOST_NAME, LOCAL);
        getRootLogger().setLevel(level);
    }

    @Override
    protected void doConfigure() {
        addAppender(lines);
        getRootLogger().addAppender(lines, null, null);
        quiet(getRootLogger().getLevel());
    }

    void level(Level level) {
        getRootLogger().setLevel(level);
        quiet(level);
    }

    private void quiet(Level level) {
        Level warnOrLess = level.isMoreSpecificThan(Level.WARN) ? level : Level.WARN;
        for (String library : QUIET) {
            LoggerConfig config = getLogger(library);
            if (config == null) {
                config = new LoggerConfig(library, warnOrLess, true);
                config.setParent(getRootLogger());
                addLogger(library, config);
            }
            config.setLevel(warnOrLess);
        }
    }
}
