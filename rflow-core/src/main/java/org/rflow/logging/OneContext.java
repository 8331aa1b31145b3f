package org.rflow.logging;

import java.net.URI;
import java.util.List;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.selector.ContextSelector;
import org.jspecify.annotations.Nullable;

/**
 * Gives all loggers of the process one context, those of plugins too, and does not look for a configuration: {@link Logging} brings
 * the only one. Log4j's own way opens every jar of the class path and asks each for 24 files, a third of the start of a worker.
 * Made by Log4j, when {@link Logging#vmOptions} are among those of the VM. Thread safe.
 */
public final class OneContext implements ContextSelector {
    private final LoggerContext context = new UnsearchedContext();

    @Override
    public LoggerContext getContext(String caller, @Nullable ClassLoader loader, boolean current) {
        return context;
    }

    @Override
    public LoggerContext getContext(
            String caller, @Nullable ClassLoader loader, boolean current, @Nullable URI configuration) {
        return context;
    }

    @Override
    public List<LoggerContext> getLoggerContexts() {
        return List.of(context);
    }

    /** There is no other one to take its place. */
    @Override
    public void removeContext(LoggerContext gone) {}

    @Override
    public boolean isClassLoaderDependent() {
        return false;
    }

    /** Starts with the configuration that it was made with: errors to the console. */
    private static final class UnsearchedContext extends LoggerContext {
        UnsearchedContext() {
            super("RFlow");
        }

        @Override
        public void reconfigure() {
            updateLoggers();
        }
    }
}
