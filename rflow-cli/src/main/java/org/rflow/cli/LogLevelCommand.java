package org.rflow.cli;

import java.util.List;
import java.util.Locale;
import org.rflow.bus.ClientRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Changes the log level of a running flow, or of one worker (RF-111, RF-121). */
@Command(
        name = "log-level",
        description = "Change the log level of a running flow, or of one of its workers.",
        customSynopsis = "rflow log-level [OPTIONS] [WORKER] LEVEL|toggle")
final class LogLevelCommand extends BaseCommand {
    private static final String TOGGLE = "TOGGLE";
    private static final List<String> LEVELS = List.of("DEBUG", "INFO", "WARN", "ERROR", TOGGLE);

    @Parameters(
            arity = "1..2",
            paramLabel = "WORKER LEVEL",
            description =
                    "a worker, or 'manager' (default: all), and DEBUG, INFO, WARN, ERROR, or toggle: to DEBUG and back")
    private List<String> words;

    @Mixin
    private DatabaseOption database;

    LogLevelCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() {
        String level = words.get(words.size() - 1).toUpperCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            throw CommandException.wrong("'" + words.get(words.size() - 1)
                    + "' is no log level; there are DEBUG, INFO, WARN, ERROR, and toggle");
        }
        String worker = words.size() == 2 ? words.get(0) : "";
        Application application = StoredFlow.of(database.database(this)).application();
        ClientRequest request = new ClientRequest.SetLogLevel(worker, level.equals(TOGGLE) ? "" : level);
        println(ManagerCall.ask(application, request).text());
        return ExitCode.DONE;
    }
}
