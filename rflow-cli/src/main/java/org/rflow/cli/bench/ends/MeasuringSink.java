package org.rflow.cli.bench.ends;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.message.Message;

/** Gives messages to a tally and leaves its report when all have arrived. */
abstract class MeasuringSink extends Component {
    final InputPort in = inputPort("in", "numbered messages");
    private final Option<Duration> warmUp =
            option("warm_up").duration().defaultsTo("0").help("time before the window");
    private final Option<Duration> window =
            option("window").duration().defaultsTo("1s").help("time to measure");
    private final Option<Path> report = option("report").path().required().help("directory of the report");

    private Optional<Tally> tally = Optional.empty();

    /** Called for each message. */
    abstract void take(Message message, Tally tally) throws InterruptedException;

    abstract Tally tally(Timing timing);

    @Override
    protected void configure(ComponentContext context) {
        tally = Optional.of(tally(new Timing(warmUp.get(), window.get())));
    }

    @Override
    protected final void process(InputPort port, Message message) throws InterruptedException {
        take(message, tally.orElseThrow());
    }

    @Override
    protected final void shutdown() {
        tally.orElseThrow().report().write(report.get(), context().workerName());
    }
}
