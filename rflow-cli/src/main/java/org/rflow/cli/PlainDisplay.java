package org.rflow.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** One line for each state, and one every few seconds while the flow works: for files, pipes and old terminals. */
final class PlainDisplay implements Display {
    private final PrintStream out;
    private final Duration interval;
    private Duration last = Duration.ZERO;

    PlainDisplay(PrintStream out, Duration interval) {
        this.out = out;
        this.interval = interval;
    }

    @Override
    public void state(RunSnapshot snapshot) {
        last = snapshot.elapsed();
        String hint = snapshot.state().equals("DRAINING") ? "; Ctrl-C ends at once" : "";
        line(Figures.time(snapshot.elapsed()) + ": " + snapshot.flow() + " is "
                + snapshot.state().toLowerCase(Locale.ROOT) + hint);
    }

    @Override
    public void counts(RunSnapshot snapshot) {
        tick(snapshot);
    }

    @Override
    public void tick(RunSnapshot snapshot) {
        boolean works = snapshot.state().equals("RUNNING") || snapshot.state().equals("DRAINING");
        if (!works || snapshot.elapsed().minus(last).compareTo(interval) < 0) {
            return;
        }
        last = snapshot.elapsed();
        line(Figures.time(snapshot.elapsed()) + ": " + Figures.count(snapshot.received()) + " messages received, "
                + Figures.rate(snapshot.perSecond()) + ", " + Figures.count(snapshot.inFlight()) + " in flight, "
                + Figures.count(snapshot.dropped()) + " dropped");
    }

    @Override
    public void end() {
        out.flush();
    }

    private void line(String text) {
        out.println(text);
    }
}
