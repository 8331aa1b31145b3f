package org.rflow.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command without a subcommand: it has only help. */
@Command(
        name = "rflow",
        description = "Runs flows of components in supervised processes.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage or invalid flow, 3 not running.",
            "'rflow COMMAND --help' explains a command."
        },
        subcommands = {
            RunCommand.class,
            ValidateCommand.class,
            TestCommand.class,
            GraphCommand.class,
            ComponentsCommand.class,
            TypesCommand.class,
            NewCommand.class,
            LoadCommand.class,
            StartCommand.class,
            StopCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            LogLevelCommand.class,
            ReopenCommand.class,
            ThreadsCommand.class,
            DeadLettersCommand.class,
            BenchCommand.class,
            ChaosCommand.class,
            ConformanceCommand.class,
            CompletionCommand.class,
            ManagerCommand.class,
            HelpCommand.class
        })
final class RflowCommand {}
