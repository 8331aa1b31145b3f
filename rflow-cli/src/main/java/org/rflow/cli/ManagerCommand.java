package org.rflow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rflow.engine.RunListener;
import org.rflow.process.Daemon;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The main of the daemon that {@code rflow start} starts. Not for people. */
@Command(name = ManagerCommand.NAME, hidden = true, description = "Be the manager that 'rflow start' has started.")
final class ManagerCommand extends BaseCommand {
    static final String NAME = "manager";

    @Option(
            names = "--database-file",
            required = true,
            paramLabel = "FILE",
            description = "a file that holds the name of the config database; it is deleted when read")
    private Path databaseFile;

    @Option(
            names = "--directory",
            required = true,
            paramLabel = "DIR",
            description = "the directory that the flow's relative paths start from")
    private Path directory;

    @Option(names = "--fresh", description = "begin anew, also when it was stopped before its end")
    private boolean fresh;

    @Option(names = "--extension", paramLabel = "JAR", description = "a jar with component types")
    private List<String> extensions = new ArrayList<>();

    ManagerCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() throws IOException {
        String database = Files.readString(databaseFile);
        Files.delete(databaseFile);
        StoredFlow stored = StoredFlow.of(new DatabaseOption.Database(database, directory));
        return LocalRun.of(stored, extensions, new Starter(), Optional.empty(), fresh);
    }

    /** Tells the one who waits for the daemon how its start goes. */
    private final class Starter implements RunListener {
        @Override
        public void onStarted() {
            Daemon.ready();
        }

        @Override
        public void onFailure(String sentence) {
            // before it is ready the one who starts it reads this; afterwards it goes nowhere, and the log has it
            println(sentence);
        }
    }
}
