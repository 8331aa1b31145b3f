package org.rflow.cli;

import org.rflow.bus.ClientRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints the stacks of all threads of a running flow, or of one worker (RF-112, RF-113). */
@Command(name = "threads", description = "Print the stacks of all threads of a running flow, or of one worker.")
final class ThreadsCommand extends BaseCommand {
    @Parameters(
            paramLabel = "WORKER",
            arity = "0..1",
            defaultValue = "",
            description = "a worker, or 'manager' (default: all)")
    private String worker;

    @Mixin
    private DatabaseOption database;

    ThreadsCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() {
        Application application = StoredFlow.of(database.database(this)).application();
        out().print(ManagerCall.ask(application, new ClientRequest.Threads(worker))
                .text());
        return ExitCode.DONE;
    }
}
