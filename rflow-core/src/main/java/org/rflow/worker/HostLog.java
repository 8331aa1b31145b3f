package org.rflow.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.Level;
import org.rflow.bus.Command;
import org.rflow.bus.LogEvent;
import org.rflow.bus.Reply;
import org.rflow.bus.WorkerBus;
import org.rflow.logging.LogLine;
import org.rflow.logging.LogSettings;
import org.rflow.logging.Logging;
import org.rflow.logging.ThreadDump;
import org.rflow.model.Setting;
import org.rflow.model.WorkerPlan;

/**
 * The log of a host: standard output until its first worker is configured, then the flow's log file, with WARN and worse on the
 * bus too. Thread safe.
 */
final class HostLog implements AutoCloseable {
    private static final List<String> OFF_THE_BUS = List.of("org.rflow.bus", "org.rflow.zmq");

    private final WorkerBus bus;
    private final UUID speaker;
    private final UnaryOperator<String> mask;
    private Logging logging = Logging.start(LogSettings.startup(Level.INFO), new FileOutputStream(FileDescriptor.out));
    private boolean started;

    /** What is logged goes up the bus in the name of {@code speaker}; {@code mask} takes out of it what nobody is to see. */
    HostLog(WorkerBus bus, UUID speaker, UnaryOperator<String> mask) {
        this.bus = bus;
        this.speaker = speaker;
        this.mask = mask;
        logging.mask(mask);
    }

    synchronized void start(WorkerPlan plan, Path applicationDirectory) {
        if (started) {
            return;
        }
        started = true;
        Map<String, String> settings = plan.settings();
        LogSettings of = new LogSettings(
                Optional.of(applicationDirectory.resolve(Setting.LOG_FILE.in(settings))),
                Level.toLevel(Setting.LOG_LEVEL.in(settings), Level.INFO),
                Optional.of(Setting.LOG_PATTERN.in(settings)).filter(pattern -> !pattern.isBlank()),
                plan.name(),
                0);
        logging = Logging.start(of);
        logging.mask(mask);
        logging.listen(Level.WARN, this::send, OFF_THE_BUS);
    }

    private void send(LogLine line) {
        bus.log(speaker, new LogEvent(line.time().toEpochMilli(), line.level(), line.logger(), line.message()));
    }

    synchronized void reopen() {
        logging.reopen();
    }

    synchronized void toggle() {
        logging.toggleLevel();
    }

    /** Carries out SET_LOG_LEVEL, REOPEN_LOG or THREADS. */
    synchronized Reply onCommand(Command command) {
        if (command instanceof Command.SetLogLevel level) {
            return level(level.level());
        }
        if (command instanceof Command.ReopenLog) {
            logging.reopen();
            return Reply.ok();
        }
        return Reply.text(ThreadDump.text());
    }

    private Reply level(String name) {
        if (name.isEmpty()) {
            logging.toggleLevel();
            return Reply.text(logging.level().name());
        }
        Level level = Level.getLevel(name);
        if (level == null) {
            return Reply.error("log level '" + name + "' is unknown; there are DEBUG, INFO, WARN and ERROR");
        }
        logging.level(level);
        return Reply.text(level.name());
    }

    @Override
    public synchronized void close() {
        logging.close();
    }
}
