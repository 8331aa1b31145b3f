package org.rflow.cli;

import org.rflow.bus.ClientRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets all processes of a flow open their log file again, after logrotate has renamed it (RF-110, RF-113). */
@Command(name = "reopen", description = "Let a running flow open its log file again, after it was renamed.")
final class ReopenCommand extends BaseCommand {
    @Mixin
    private DatabaseOption database;

    ReopenCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() {
        Application application = StoredFlow.of(database.database(this)).application();
        println(ManagerCall.ask(application, new ClientRequest.ReopenLogs()).text());
        return ExitCode.DONE;
    }
}
