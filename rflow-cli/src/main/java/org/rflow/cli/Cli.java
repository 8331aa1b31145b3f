package org.rflow.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.rflow.logging.LogSettings;
import org.rflow.logging.Logging;
import org.rflow.model.Suggestion;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParameterException;

/** The whole command line: finds the subcommand, runs it, and turns what is wrong with the words into a sentence. */
final class Cli {
    /** The commands of RFlow 1.x. What they log goes to stdout, and wrong usage of them is answered with 1. */
    static final List<String> OLD_COMMANDS = List.of("start", "stop", "status", "load");

    private final Shell shell;

    Cli(Shell shell) {
        this.shell = shell;
    }

    int execute(String... arguments) {
        Words words = Words.of(arguments);
        CommandLine line = commandLine();
        boolean known = line.getSubcommands().containsKey(words.command());
        if (!known && !(words.command().isEmpty() && words.asksForHelpOrVersion())) {
            return refuse(line, words.command());
        }
        return line.execute(words.ordered());
    }

    CommandLine commandLine() {
        CommandLine line = new CommandLine(new RflowCommand(), new ShellFactory(shell));
        line.setOut(writer(shell.out()));
        line.setErr(writer(shell.err()));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(false);
        line.setUsageHelpWidth(100);
        line.setParameterExceptionHandler((e, words) -> refuse(e));
        return line;
    }

    /** No command, or one that does not exist (RF-1). */
    private int refuse(CommandLine line, String command) {
        List<String> names = line.getSubcommands().entrySet().stream()
                .filter(entry ->
                        !entry.getValue().getCommandSpec().usageMessage().hidden())
                .map(entry -> entry.getKey())
                .filter(name -> !OLD_COMMANDS.contains(name))
                .toList();
        String list = String.join("|", OLD_COMMANDS) + "|" + String.join("|", names);
        String near = Suggestion.closest(command, line.getSubcommands().keySet())
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("");
        Logging logging = Logging.start(LogSettings.startup(Level.INFO), shell.out());
        LogManager.getLogger(Cli.class).fatal("Command needs to be one of [{}]{}", list, near);
        logging.close();
        line.usage(shell.out());
        return ExitCode.FAILED;
    }

    /** Words that a command does not take (RF-15). */
    private int refuse(ParameterException e) {
        String command = e.getCommandLine().getCommandName();
        String near = e instanceof CommandLine.UnmatchedArgumentException unmatched
                ? String.join(", ", unmatched.getSuggestions())
                : "";
        shell.err()
                .println("Error processing arguments: " + e.getMessage()
                        + (near.isEmpty() ? "" : "; did you mean " + near + "?"));
        shell.err().println("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return OLD_COMMANDS.contains(command) || command.equals("rflow") ? ExitCode.FAILED : ExitCode.WRONG;
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** Gives each subcommand the shell it is called from. */
    private record ShellFactory(Shell shell) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (BaseCommand.class.isAssignableFrom(type)) {
                return type.getDeclaredConstructor(Shell.class).newInstance(shell);
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
