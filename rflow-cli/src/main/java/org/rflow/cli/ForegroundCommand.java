package org.rflow.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rflow.engine.RunRequest;
import org.rflow.engine.Runner;
import org.rflow.manager.Orphans;
import org.rflow.model.Flow;
import org.rflow.store.FlowStore;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that runs a flow file in the foreground, to its end or until Ctrl-C. Its process is the manager. */
abstract class ForegroundCommand extends BaseCommand {
    private static final String WORK = "rflow-work";
    private static final String DATABASE = "rflow";
    private static final Duration PROGRESS = Duration.ofSeconds(5);

    @Parameters(paramLabel = "FLOW", description = "the flow file, YAML or JSON")
    private String file;

    @Option(names = "--dir", paramLabel = "DIR", description = "work directory (default: ./" + WORK + "/<flow name>)")
    private String directory;

    @Option(names = "--fresh", description = "begin anew, also when it was stopped before its end")
    private boolean fresh;

    @Mixin
    private SettingOptions settings;

    @Mixin
    private ExtensionOptions extensions;

    ForegroundCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() {
        warnRoot();
        List<Path> jars = extensions.jars(shell());
        Loading loading = Loading.of(shell().path(file), settings.settings(), ExtensionOptions.types(shell(), jars));
        loading.warnings().forEach(this::warn);
        Path work = shell().absolute(Optional.ofNullable(directory)
                .orElse(WORK + "/" + loading.flow().name()));
        Application application = Application.of(loading.flow(), work);
        RunDirectories.create(work);
        OptionalLong running = application.pidFile().running();
        if (running.isPresent()) {
            throw CommandException.failed(application.name() + " already running, process " + running.getAsLong()
                    + " found in " + application.pid() + "; stop it with: rflow stop -d " + work.resolve(DATABASE));
        }
        String database = work.resolve(DATABASE).toString();
        Flow flow = stored(database, loading.flow(), work);
        println(flow.name() + ": " + loading.summary() + ", in " + application.directory());
        List<String> all = RunCommand.names(ExtensionOptions.with(jars, application));
        return run(new RunRequest(flow, work, Optional.of(database), all, Optional.empty(), fresh), application);
    }

    /** What runs without a manager is what this one goes on with; the file's turn comes when that has ended. */
    private Flow stored(String database, Flow read, Path work) {
        if (!Orphans.exist(read, work)) {
            return FlowStore.fill(database, read);
        }
        warn("processes of an earlier run of " + read.name()
                + " have lost their manager and still run: going on with them");
        try (FlowStore store = FlowStore.open(database)) {
            return store.requireFlow();
        }
    }

    /** What runs it. */
    abstract Runner runner();

    /** All workers run; the pulse can do something now and then, or end the run. */
    abstract void started(Application application, Pulse pulse);

    int run(RunRequest request, Application application) {
        Clock clock = Clock.systemUTC();
        Instant began = clock.instant();
        Display display =
                shell().terminal() ? new LiveDisplay(out(), TerminalSize.height()) : new PlainDisplay(out(), PROGRESS);
        Pulse pulse = new Pulse(application);
        RunProgress progress = new RunProgress(request.flow(), clock, display, () -> started(application, pulse));
        pulse.everySecond(progress::tick);
        int code;
        try {
            code = runner().run(request, progress);
        } finally {
            pulse.close();
            progress.end();
        }
        new RunSummary(application, request.database().orElseThrow(), began)
                .lines(progress, code)
                .forEach(this::println);
        progress.failure().ifPresent(sentence -> shell().err().println("rflow: " + sentence));
        return code;
    }

    private void warnRoot() {
        if (shell().isRoot()) {
            warn("running as root; a user of its own is safer");
        }
    }
}
