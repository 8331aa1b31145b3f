package org.rflow.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Begins something of the user's own. */
@Command(
        name = "new",
        description = "Make a project for a component of your own.",
        synopsisSubcommandLabel = "component",
        subcommands = NewComponentCommand.class)
final class NewCommand extends BaseCommand {
    @Spec
    private CommandSpec spec;

    NewCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() {
        shell().err().print(spec.commandLine().getUsageMessage());
        return ExitCode.WRONG;
    }
}
