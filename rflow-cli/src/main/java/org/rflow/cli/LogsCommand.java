package org.rflow.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the end of a flow's log, whether it runs or not. */
@Command(name = "logs", description = "Show the end of a flow's log, of all its processes or of one worker.")
final class LogsCommand extends BaseCommand {
    @Parameters(paramLabel = "WORKER", arity = "0..1", defaultValue = "", description = "a worker (default: all)")
    private String worker;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "how many lines (default: ${DEFAULT-VALUE})")
    private int lines = 50;

    @Option(
            names = {"-f", "--follow"},
            description = "go on with what is logged from now on, until Ctrl-C")
    private boolean follow;

    @Mixin
    private DatabaseOption database;

    LogsCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() throws Exception {
        if (lines < 0) {
            throw CommandException.wrong("-n " + lines + ": the number of lines cannot be negative");
        }
        Path file = StoredFlow.of(database.database(this)).application().logFile();
        if (!Files.exists(file) && !follow) {
            throw CommandException.failed("there is no log file '" + file + "' yet; it is made when the flow starts");
        }
        try (LogTail tail = new LogTail(file, new LogFilter(worker))) {
            tail.last(lines).forEach(this::println);
            while (follow) {
                tail.await();
                tail.fresh().forEach(this::println);
            }
        }
        return ExitCode.DONE;
    }
}
