package org.rflow.manager;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.bus.BusException;
import org.rflow.bus.BusServer;
import org.rflow.bus.ClientRequest;
import org.rflow.engine.RunListener;
import org.rflow.engine.RunRequest;
import org.rflow.engine.Runner;
import org.rflow.engine.RunnerException;
import org.rflow.logging.LogFileException;
import org.rflow.logging.LogLevels;
import org.rflow.logging.LogSettings;
import org.rflow.logging.Logging;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Endpoint;
import org.rflow.model.Setting;
import org.rflow.model.Worker;
import org.rflow.process.Launcher;
import org.rflow.process.PidFile;
import org.rflow.process.ProcessException;
import org.rflow.process.ProcessWatch;
import org.rflow.process.SignalHandler;
import org.rflow.process.Signals;
import org.rflow.zmq.Secret;
import org.rflow.zmq.ZmqContext;
import org.rflow.zmq.ZmqException;

/**
 * Runs a flow as processes of this machine, with the calling thread as the manager's: logs to the flow's log file, holds the
 * pid file, handles the signals, and leaves nothing behind. One run at a time in a process.
 *
 * <p>TERM, INT, QUIT and HUP stop the flow in order, the second of them at once; USR1 reopens all logs, USR2 toggles their level.
 */
public final class LocalRunner implements Runner {
    private static final Logger log = LogManager.getLogger(LocalRunner.class);
    private static final String CONTEXT = "manager";
    private static final List<String> ENDING = List.of("TERM", "INT", "QUIT", "HUP");

    private final UnaryOperator<Endpoint> route;

    public LocalRunner() {
        this(UnaryOperator.identity());
    }

    /** Workers are told what {@code route} makes of an address that another one has bound. Called by the manager's thread. */
    public LocalRunner(UnaryOperator<Endpoint> route) {
        this.route = route;
    }

    @Override
    public String name() {
        return LOCAL;
    }

    @Override
    public int run(RunRequest request, RunListener listener) {
        RunDirectory directory = RunDirectory.of(request.flow(), request.directory());
        directory.create();
        if (request.flow().components().anyMatch(ComponentSpec::isExternal)) {
            SchemaFiles.write(directory.schemas());
        }
        try (Logging logging = startLogging(request, directory);
                PidFileHold pid = PidFileHold.of(directory)) {
            log.debug("pid file {}", pid);
            return serve(request, new GuardedListener(listener), directory, new LoggingControl(logging));
        } catch (ProcessException | LogFileException | ZmqException | BusException e) {
            throw new RunnerException(String.valueOf(e.getMessage()), e);
        }
    }

    private int serve(RunRequest request, RunListener listener, RunDirectory directory, OwnLog ownLog) {
        RunRecordFile records = new RunRecordFile(directory.record());
        Optional<RunRecord> orphans = Orphans.of(records, request.flow());
        // peers that run already know the secret they were started with
        Secret secret = orphans.isPresent() ? Secret.read(directory.bus().secretFile()) : Secret.random();
        try (ProcessWatch watch = new ProcessWatch();
                BusFiles files = BusFiles.of(directory, secret);
                DatabaseEndpoints endpoints = new DatabaseEndpoints(request.database());
                ZmqContext zmq = new ZmqContext(CONTEXT, secret);
                BusServer bus = new BusServer(zmq, request.flow().revision())) {
            Assignment assignment = Assignment.of(request.flow(), request.extensions());
            HostCommands commands = new HostCommands(directory, assignment.limits(), bus.address());
            Surroundings around = new Surroundings(
                    bus,
                    new MonotonicClock(),
                    Launcher.system(),
                    watch,
                    commands::of,
                    endpoints,
                    ownLog,
                    Math::random,
                    route,
                    records::write,
                    bus::stop);
            Manager manager = new Manager(assignment, around, listener);
            ResumePoint resume = new ResumePoint(directory.work(), request.flow());
            Runnable begin = orphans.<Runnable>map(run -> () -> manager.adopt(run))
                    .orElseGet(() -> {
                        resume.begin(request.fresh());
                        return manager::start;
                    });
            files.announce(bus.address());
            int code = serve(bus, manager, begin);
            records.remove();
            if (manager.hasEndedByItself()) {
                resume.forget();
            }
            return code;
        }
    }

    private static int serve(BusServer bus, Manager manager, Runnable begin) {
        try (Signals.Installation ending = Signals.install(ENDING, ending(bus, manager));
                Signals.Installation reopening =
                        Signals.install(List.of("USR1"), forwarding(bus, manager, new ClientRequest.ReopenLogs()));
                Signals.Installation toggling = Signals.install(
                        List.of("USR2"), forwarding(bus, manager, new ClientRequest.SetLogLevel("", "")))) {
            log.debug("handles {}, {} and {}", ending.signals(), reopening.signals(), toggling.signals());
            bus.execute(begin);
            bus.run(manager);
        } catch (RuntimeException e) {
            manager.abandon(e);
        }
        return manager.exitCode();
    }

    private static SignalHandler ending(BusServer bus, Manager manager) {
        return (signal, count) -> bus.execute(() -> {
            if (count == 1) {
                manager.stop("SIG" + signal);
            } else {
                manager.stopNow("SIG" + signal);
            }
        });
    }

    private static SignalHandler forwarding(BusServer bus, Manager manager, ClientRequest request) {
        return (signal, count) -> bus.execute(() -> manager.onRequest(
                request, reply -> log.info("SIG{}: {}", signal, reply.error().orElse(reply.text()))));
    }

    private static Logging startLogging(RunRequest request, RunDirectory directory) {
        var settings = Setting.complete(request.flow().name(), request.flow().settings());
        int longest = request.flow()
                .workers()
                .map(Worker::name)
                .mapToInt(String::length)
                .max()
                .orElse(0);
        LogSettings own = LogSettings.of(directory.logFile())
                .withLevel(LogLevels.parse(Setting.LOG_LEVEL.in(settings)))
                .withPattern(Setting.LOG_PATTERN.in(settings))
                .withName(CONTEXT)
                .withPadding(Math.max(longest, CONTEXT.length()));
        return request.console().map(console -> Logging.start(own, console)).orElseGet(() -> Logging.start(own));
    }

    /** The pid file while the flow runs. */
    private record PidFileHold(PidFile file) implements AutoCloseable {
        static PidFileHold of(RunDirectory directory) {
            PidFile file = new PidFile(directory.pidFile());
            file.write();
            return new PidFileHold(file);
        }

        @Override
        public void close() {
            file.remove();
        }

        @Override
        public String toString() {
            return file.path().toString();
        }
    }
}
