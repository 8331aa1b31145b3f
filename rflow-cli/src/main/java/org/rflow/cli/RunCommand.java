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
import org.rflow.model.DurationText;
import org.rflow.model.Flow;
import org.rflow.store.FlowStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a flow file in the foreground, to its end or until Ctrl-C. This process is the manager. */
@Command(
        name = "run",
        description = "Run a flow file in the foreground until its sources are done, or until Ctrl-C.",
        footer = {
            "",
            "The first Ctrl-C drains: sources stop, what is under way is finished. The second ends at once.",
            "Results, logs and the config database are in the work directory; run again to use it again."
        })
final class RunCommand extends BaseCommand {
    private static final String WORK = "rflow-work";
    private static final String DATABASE = "rflow";
    private static final Duration PROGRESS = Duration.ofSeconds(5);

    @Parameters(paramLabel = "FLOW", description = "the flow file, YAML or JSON")
    private String file;

    @Option(names = "--dir", paramLabel = "DIR", description = "work directory (default: ./" + WORK + "/<flow name>)")
    private String directory;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "drain and end after this long: 10s, 5m, 1h")
    private Duration limit;

    @Option(names = "--runner", paramLabel = "NAME", description = "what runs it (default: ${DEFAULT-VALUE})")
    private String runner = Runner.LOCAL;

    @Mixin
    private SettingOptions settings;

    @Mixin
    private ExtensionOptions extensions;

    RunCommand(Shell shell) {
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
        List<String> all = names(ExtensionOptions.with(jars, application));
        return run(new RunRequest(flow, work, Optional.of(database), all), application);
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

    private int run(RunRequest request, Application application) {
        Clock clock = Clock.systemUTC();
        Instant began = clock.instant();
        Display display =
                shell().terminal() ? new LiveDisplay(out(), TerminalSize.height()) : new PlainDisplay(out(), PROGRESS);
        Pulse pulse = new Pulse(application);
        RunProgress progress = new RunProgress(
                request.flow(), clock, display, () -> Optional.ofNullable(limit).ifPresent(pulse::stopAfter));
        pulse.everySecond(progress::tick);
        int code;
        try {
            code = Runner.find(runner).run(request, progress);
        } finally {
            pulse.close();
            progress.end();
        }
        new RunSummary(application, began).lines(progress, code).forEach(this::println);
        progress.failure().ifPresent(sentence -> shell().err().println("rflow: " + sentence));
        return code;
    }

    private void warnRoot() {
        if (shell().isRoot()) {
            warn("running as root; a user of its own is safer");
        }
    }

    static List<String> names(List<Path> jars) {
        return jars.stream().map(Path::toString).toList();
    }

    /** Durations as in flow files. */
    static final class TimeConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            try {
                return DurationText.parse(value);
            } catch (IllegalArgumentException e) {
                throw new picocli.CommandLine.TypeConversionException(e.getMessage());
            }
        }
    }
}
