package org.rflow.cli;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.rflow.bus.BusException;
import org.rflow.bus.ClientRequest;
import org.rflow.bus.FlowStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells whether a flow runs, and how its workers and connections stand (RF-25). */
@Command(name = "status", description = "Tell whether a flow runs, and how its workers and connections stand.")
final class StatusCommand extends BaseCommand {
    @Option(names = "--json", description = "print JSON, and nothing else")
    private boolean json;

    @Option(names = "--ledger", description = "print what both ends of each connection have counted instead")
    private boolean ledger;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private OldOptions old;

    StatusCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() {
        old.check();
        StoredFlow stored = StoredFlow.of(database.database(this));
        Application application = stored.application();
        OptionalLong pid = application.pidFile().running();
        if (pid.isEmpty()) {
            return notRunning(stored);
        }
        if (!json) {
            log().info("{} running, process {} found in {}", application.name(), pid.getAsLong(), application.pid());
        }
        FlowStatus status = askStatus(application);
        if (json) {
            println(Json.of(StatusJson.running(application, status, Instant.now())));
        } else if (ledger) {
            LedgerText.lines(status).forEach(this::println);
        } else {
            StatusText.lines(status, Instant.now()).forEach(this::println);
        }
        return ExitCode.DONE;
    }

    private int notRunning(StoredFlow stored) {
        Application application = stored.application();
        if (json) {
            println(Json.of(StatusJson.notRunning(application, stored.flow())));
        } else {
            log().error("{} process not found in {}", application.name(), application.pid());
        }
        return ExitCode.NOT_RUNNING;
    }

    private static FlowStatus askStatus(Application application) {
        try {
            return ManagerCall.ask(application, new ClientRequest.Status())
                    .status()
                    .orElseThrow(() -> new BusException("the manager answered without a status"));
        } catch (BusException e) {
            throw CommandException.failed(Optional.ofNullable(e.getMessage()).orElse("no answer")
                    + "; the log may tell why: " + application.logFile());
        }
    }
}
