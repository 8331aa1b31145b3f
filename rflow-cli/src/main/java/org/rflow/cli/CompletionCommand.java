package org.rflow.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints the script that completes the command's words in bash and zsh. */
@Command(name = "completion", description = "Print the completion script for bash and zsh: source <(rflow completion)")
final class CompletionCommand extends BaseCommand {

    CompletionCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() {
        out().print(AutoComplete.bash("rflow", new Cli(shell()).commandLine()));
        return ExitCode.DONE;
    }
}
