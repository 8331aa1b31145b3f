package org.rflow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rflow.engine.RunListener;
import org.rflow.model.Flow;
import org.rflow.model.Setting;
import org.rflow.plugins.ComponentTypes;
import org.rflow.process.ChildCommand;
import org.rflow.process.Daemon;
import org.rflow.process.JavaCommand;
import org.rflow.process.StartFailedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the flow of a config database: detached, or with {@code -f} as this process. */
@Command(name = "start", description = "Start the flow of a config database; done when all its workers are running.")
final class StartCommand extends BaseCommand {
    private static final List<String> JVM_DEFAULTS = List.of("-XX:+UseSerialGC", "-Xms16m", "-Xmx128m", "-Xss512k");
    private static final Duration MARGIN = Duration.ofSeconds(10);
    /** Workers are spawned, configured, connected and run: each has the start timeout. */
    private static final int PHASES = 4;

    @Option(names = "-f", description = "stay in the foreground")
    private boolean foreground;

    @Option(names = "--fresh", description = "begin anew, also when it was stopped before its end")
    private boolean fresh;

    @Option(
            names = {"-c", "--config"},
            hidden = true)
    private String config;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private ExtensionOptions extensions;

    StartCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() throws IOException {
        OldOptions.checkConfig(config);
        if (shell().isRoot()) {
            warn("running as root; a user of its own is safer");
        }
        StoredFlow stored = StoredFlow.of(database.database(this));
        Application application = stored.application();
        ComponentTypes.Found found = extensions.find(this, application.directory());
        FlowCheck.check(stored, found.types()).forEach(this::warn);
        RunDirectories.create(application.directory());
        OptionalLong running = application.pidFile().running();
        if (running.isPresent()) {
            log().error(
                            "{} already running, process {} found in {}",
                            application.name(),
                            running.getAsLong(),
                            application.pid());
            return ExitCode.FAILED;
        }
        return foreground
                ? LocalRun.of(stored, ExtensionOptions.names(found), new RunListener() {}, Optional.of(out()), fresh)
                : startDaemon(stored, ExtensionOptions.names(found));
    }

    private int startDaemon(StoredFlow stored, List<String> jars) throws IOException {
        Application application = stored.application();
        // what stands on a command line everybody can see, and a URL may hold a password
        Path databaseFile = Files.createTempFile("rflow", ".database");
        try {
            Files.writeString(databaseFile, stored.database().name());
            ChildCommand command = command(stored, databaseFile, jars);
            long pid = Daemon.start(command, deadline(stored.flow()), this::println);
            log().info("Master indicated successful daemonization");
            log().info("{} runs as process {}; its log is {}", application.name(), pid, application.logFile());
            return ExitCode.DONE;
        } catch (StartFailedException e) {
            log().error("{}; see {}", e.getMessage(), application.logFile());
            shell().err().println("*** Master failed to start; see log file for details");
            return ExitCode.FAILED;
        } finally {
            Files.deleteIfExists(databaseFile);
        }
    }

    private ChildCommand command(StoredFlow stored, Path databaseFile, List<String> jars) {
        List<String> arguments = new ArrayList<>(List.of(
                ManagerCommand.NAME,
                "--database-file",
                databaseFile.toString(),
                "--directory",
                stored.database().directory().toString()));
        if (fresh) {
            arguments.add("--fresh");
        }
        jars.forEach(jar -> arguments.addAll(List.of("--extension", jar)));
        // of two options at odds the VM takes the later one: what this VM was given
        List<String> options = new ArrayList<>(JVM_DEFAULTS);
        options.addAll(JavaCommand.ownOptions());
        Application application = stored.application();
        return new ChildCommand(
                application.name(),
                JavaCommand.of(options, Main.class.getName(), arguments),
                Map.of(),
                application.directory(),
                application.logDirectory().resolve("manager.out"));
    }

    private static Duration deadline(Flow flow) {
        return Setting.START_TIMEOUT
                .durationIn(flow.settings())
                .multipliedBy(PHASES)
                .plus(MARGIN);
    }
}
