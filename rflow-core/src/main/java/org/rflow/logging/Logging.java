package org.rflow.logging;

import java.io.OutputStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.DefaultConfiguration;

/**
 * How this process logs, from its start to its close. There is one at a time: a second start takes over from the first.
 * Thread safe.
 */
public final class Logging implements AutoCloseable {
    private static final Logger log = LogManager.getLogger(Logging.class);
    private static final String LISTENER = "listener";
    /** Of Log4j, which reads it when it starts: the first logger is made before {@code main} begins. */
    private static final String SELECTOR = "log4j2.contextSelector";

    private final LogSettings settings;
    private final ContextText contextText;
    private final Optional<LogFile> file;
    private final LoggerContext context;
    private final LogConfiguration configuration;
    private volatile UnaryOperator<String> mask = UnaryOperator.identity();
    private Level level;

    private Logging(LogSettings settings, Optional<OutputStream> console) {
        this.settings = settings;
        this.level = settings.level();
        this.contextText = new ContextText(settings.name(), settings.padding());
        this.file = settings.file().map(LogFile::new);
        this.context = (LoggerContext) LogManager.getContext(false);
        this.configuration = new LogConfiguration(context, level, new LineAppender(masked(format()), sink(console)));
    }

    /** What the VM of a program that logs only this way needs among its options, so that its first logger is there at once. */
    public static List<String> vmOptions() {
        return List.of("-D" + SELECTOR + "=" + OneContext.class.getName());
    }

    /**
     * Logs to the file of the settings.
     *
     * @throws LogFileException when it cannot be opened; the logging before stays in force
     */
    public static Logging start(LogSettings settings) {
        return start(new Logging(settings, Optional.empty()));
    }

    /** Logs to the file of the settings, when there is one, and to the console. */
    public static Logging start(LogSettings settings, OutputStream console) {
        return start(new Logging(settings, Optional.of(console)));
    }

    private static Logging start(Logging logging) {
        logging.context.setConfiguration(logging.configuration);
        logging.context.updateLoggers();
        return logging;
    }

    /** Lets every line go through {@code newMask} before anybody sees it: it takes out what is secret. Called by several threads at once. */
    public void mask(UnaryOperator<String> newMask) {
        mask = newMask;
    }

    /** Opens the file again, after a program such as logrotate renamed it. */
    public void reopen() {
        file.ifPresent(LogFile::reopen);
    }

    /** The level in force. */
    public synchronized Level level() {
        return level;
    }

    /** Logs at this level from now on; {@link #toggleLevel} still knows the configured one. */
    public synchronized void level(Level next) {
        if (next.equals(level)) {
            return;
        }
        boolean moreLines = next.isLessSpecificThan(level);
        if (moreLines) {
            apply(next);
        }
        log.warn("Changing log level from {} to {}", level, next);
        if (!moreLines) {
            apply(next);
        }
        level = next;
    }

    /** To DEBUG, and from DEBUG back to the configured level. */
    public synchronized void toggleLevel() {
        level(level.equals(Level.DEBUG) ? settings.level() : Level.DEBUG);
    }

    /**
     * Hands every line of that level or worse to the listener, on the thread that logs it; a later listener takes the place
     * of this one. What the listener itself logs is not handed to it.
     *
     * @param silentLoggers loggers (with all below them) that are never listened to: those of what the listener works with
     */
    public synchronized void listen(Level from, Consumer<LogLine> listener, List<String> silentLoggers) {
        configuration.getRootLogger().removeAppender(LISTENER);
        ListenerAppender appender =
                new ListenerAppender(contextText, line -> listener.accept(line.masked(mask)), silentLoggers);
        appender.start();
        configuration.getRootLogger().addAppender(appender, from, appender.filter());
        context.updateLoggers();
    }

    /** Closes the file. Later lines of ERROR go to the console of Log4j's own default. May be called twice. */
    @Override
    public synchronized void close() {
        if (context.getConfiguration() == configuration) {
            context.setConfiguration(new DefaultConfiguration());
            context.updateLoggers();
        }
        file.ifPresent(LogFile::close);
    }

    private void apply(Level next) {
        configuration.level(next);
        context.updateLoggers();
    }

    private LineFormat format() {
        return settings.pattern()
                .<LineFormat>map(pattern -> new PatternLineFormat(pattern, contextText))
                .orElseGet(() ->
                        new OwnLineFormat(contextText, ProcessHandle.current().pid(), ZoneId.systemDefault()));
    }

    private LineFormat masked(LineFormat format) {
        return event -> mask.apply(format.format(event));
    }

    private LineAppender.Sink sink(Optional<OutputStream> console) {
        return line -> {
            if (file.isPresent()) {
                file.get().write(line);
            }
            if (console.isPresent()) {
                synchronized (console.get()) {
                    console.get().write(line);
                    console.get().flush();
                }
            }
        };
    }
}
