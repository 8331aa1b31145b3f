package org.rflow.cli;

import java.time.Duration;
import java.util.Optional;
import org.rflow.engine.Runner;
import org.rflow.model.DurationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Runs a flow file in the foreground, to its end or until Ctrl-C. This process is the manager. */
@Command(
        name = "run",
        description = "Run a flow file in the foreground until its sources are done, or until Ctrl-C.",
        footer = {
            "",
            "The first Ctrl-C drains: sources stop, what is under way is finished. The second ends at once.",
            "Results, logs and the config database are in the work directory; run again to use it again."
        })
final class RunCommand extends ForegroundCommand {
    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "drain and end after this long: 10s, 5m, 1h")
    private Duration limit;

    @Option(names = "--runner", paramLabel = "NAME", description = "what runs it (default: ${DEFAULT-VALUE})")
    private String runner = Runner.LOCAL;

    RunCommand(Shell shell) {
        super(shell);
    }

    @Override
    Runner runner() {
        return Runner.find(runner);
    }

    @Override
    void started(Application application, Pulse pulse) {
        Optional.ofNullable(limit).ifPresent(pulse::stopAfter);
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
