package org.rflow.cli;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.logging.LogFileException;
import org.rflow.logging.LogSettings;
import org.rflow.logging.Logging;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What all subcommands have in common: help, the startup log, and that an error ends as a sentence and an exit code. A stack
 * trace is shown only with {@code --verbose DEBUG}.
 */
@Command(sortOptions = false, versionProvider = Version.class)
abstract class BaseCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-v", "--verbose"},
            paramLabel = "LEVEL",
            description = "level of what this command logs: DEBUG, INFO or WARN; -v alone means DEBUG")
    private Verbosity verbosity;

    @Option(
            names = {"-l", "--log"},
            paramLabel = "FILE",
            description = "log what this command does to FILE too")
    private String logFile;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help and exit")
    private boolean unusedHelp;

    BaseCommand(Shell shell) {
        this.shell = shell;
    }

    /** Does the work; throws what ends it early. The answer is the exit code. */
    abstract int execute() throws Exception;

    @Override
    public final Integer call() {
        Logging logging;
        try {
            logging = startLogging();
        } catch (LogFileException e) {
            shell.err().println(e.getMessage());
            return ExitCode.FAILED;
        }
        try {
            return execute();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return report(e);
        } catch (Exception e) {
            return report(e);
        } finally {
            logging.close();
        }
    }

    final Shell shell() {
        return shell;
    }

    final PrintStream out() {
        return shell.out();
    }

    /** The logger of what this command does; with the old commands its lines are on stdout. */
    final Logger log() {
        return LogManager.getLogger(getClass());
    }

    final void println(String line) {
        shell.out().println(line);
    }

    /** Something the user should know that is no error: a log line of an old command, else a line on stderr. */
    final void warn(String sentence) {
        if (isOld()) {
            log().warn(sentence);
        } else {
            shell.err().println("warning: " + sentence);
        }
    }

    private Logging startLogging() {
        Verbosity level = Optional.ofNullable(verbosity).orElse(isOld() ? Verbosity.INFO : Verbosity.WARN);
        LogSettings settings = LogSettings.startup(level.level());
        return Logging.start(
                logFile == null ? settings : settings.withFile(shell.absolute(logFile)),
                isOld() ? shell.out() : shell.err());
    }

    private int report(Exception e) {
        Failure failure = Failure.of(e);
        boolean traced = verbosity == Verbosity.DEBUG && !failure.isMistake();
        if (isOld()) {
            String sentence = (failure.isList() ? "the flow is not valid:\n" : "") + failure.sentence();
            if (traced) {
                log().fatal(sentence, e);
            } else {
                log().fatal(sentence);
            }
            return failure.exitCode();
        }
        shell.err().println((failure.isList() ? "" : "rflow: ") + failure.sentence());
        if (traced) {
            e.printStackTrace(shell.err());
        }
        return failure.exitCode();
    }

    private boolean isOld() {
        return Cli.OLD_COMMANDS.contains(spec.name());
    }
}
