package org.rflow.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.rflow.bus.BusException;
import org.rflow.bus.ClientReply;
import org.rflow.bus.ClientRequest;
import org.rflow.bus.ManagerClient;
import org.rflow.model.Setting;
import org.rflow.process.PidFile;
import org.rflow.process.Signals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stops a running flow and waits until its manager is gone (RF-26, RF-27). */
@Command(name = "stop", description = "Stop a running flow: drain, end, and wait until it is gone.")
final class StopCommand extends BaseCommand {
    private static final Duration MARGIN = Duration.ofSeconds(15);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    @Option(names = "--now", description = "do not drain: what is under way is lost")
    private boolean now;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = RunCommand.TimeConverter.class,
            description = "how long to wait (default: 15 s longer than the flow's own stop timeout)")
    private Duration timeout;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private OldOptions old;

    StopCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() throws InterruptedException {
        old.check();
        StoredFlow stored = StoredFlow.of(database.database(this));
        Application application = stored.application();
        OptionalLong pid = application.pidFile().running();
        if (pid.isEmpty()) {
            warn(application.name() + " process not found in " + application.pid());
            return ExitCode.NOT_RUNNING;
        }
        Duration patience = Optional.ofNullable(timeout)
                .orElse(Setting.STOP_TIMEOUT
                        .durationIn(stored.flow().settings())
                        .plus(MARGIN));
        long deadline = System.nanoTime() + patience.toNanos();
        log().info("stopping {}, process {}", application.name(), pid.getAsLong());
        ask(application, pid.getAsLong(), patience);
        if (!isGoneBefore(deadline, pid.getAsLong())) {
            throw CommandException.failed(application.name() + ", process " + pid.getAsLong() + ", still runs after "
                    + Figures.time(patience) + "; wait longer with --timeout, or end it with --now");
        }
        log().info("{} stopped", application.name());
        return ExitCode.DONE;
    }

    /** Over the bus; a manager that does not answer there may still hear a signal. */
    private void ask(Application application, long pid, Duration patience) {
        if (managerAgrees(application, patience)) {
            return;
        }
        if (!Signals.send(pid, "TERM") && PidFile.isAlive(pid)) {
            throw CommandException.failed("process " + pid + " takes no signal from " + shell().user()
                    + "; stop it as the user it belongs to");
        }
    }

    private boolean managerAgrees(Application application, Duration patience) {
        Duration answer = patience.compareTo(ANSWER) < 0 ? patience : ANSWER;
        try (ManagerClient client = ManagerClient.open(application.bus(), answer)) {
            ClientReply reply = client.ask(new ClientRequest.Stop(now), answer);
            reply.error().ifPresent(this::warn);
            return reply.error().isEmpty();
        } catch (BusException e) {
            warn(e.getMessage() + "; sending it TERM instead" + (now ? ", which drains" : ""));
            return false;
        }
    }

    private static boolean isGoneBefore(long deadline, long pid) throws InterruptedException {
        while (PidFile.isAlive(pid)) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
        return true;
    }
}
