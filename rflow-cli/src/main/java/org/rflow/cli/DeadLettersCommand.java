package org.rflow.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Messages that could not be processed: what became of them, and what should. */
@Command(
        name = "dead-letters",
        description = "List, show, replay or purge the messages that could not be processed.",
        synopsisSubcommandLabel = "list|show|replay|purge",
        subcommands = {
            LettersListCommand.class,
            LettersShowCommand.class,
            LettersReplayCommand.class,
            LettersPurgeCommand.class
        })
final class DeadLettersCommand extends BaseCommand {
    @Spec
    private CommandSpec spec;

    DeadLettersCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() {
        shell().err().print(spec.commandLine().getUsageMessage());
        return ExitCode.WRONG;
    }
}
