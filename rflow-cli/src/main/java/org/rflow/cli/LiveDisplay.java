package org.rflow.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A table that is drawn again in its place, with the escape sequences of ECMA-48 that every terminal knows. Lines that are too
 * long are cut by the terminal itself, and of a table that is too high only the beginning is shown.
 */
final class LiveDisplay implements Display {
    private static final String CLEAR_TO_END = "\r\u001b[J";
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final int height;
    private int drawn;

    /** {@code height} is how many lines the terminal has. */
    LiveDisplay(PrintStream out, int height) {
        this.out = out;
        this.height = height;
    }

    @Override
    public void state(RunSnapshot snapshot) {
        draw(snapshot);
    }

    @Override
    public void counts(RunSnapshot snapshot) {
        draw(snapshot);
    }

    @Override
    public void tick(RunSnapshot snapshot) {
        draw(snapshot);
    }

    @Override
    public void end() {
        out.print(erasure());
        out.flush();
    }

    private void draw(RunSnapshot snapshot) {
        List<String> lines = new ArrayList<>();
        lines.add(BOLD + snapshot.flow() + PLAIN + "  " + snapshot.state() + "  " + Figures.time(snapshot.elapsed())
                + "  " + hint(snapshot.state()));
        lines.addAll(snapshot.table());
        int room = Math.max(2, height - 1);
        if (lines.size() > room) {
            int hidden = lines.size() - room + 1;
            lines = new ArrayList<>(lines.subList(0, room - 1));
            lines.add("and " + hidden + " more");
        }
        // one write, so that a frame is never seen half drawn
        out.print(erasure() + NO_WRAP + String.join("\n", lines) + "\n" + WRAP);
        out.flush();
        drawn = lines.size();
    }

    private static String hint(String state) {
        return switch (state) {
            case "RUNNING" -> "(Ctrl-C drains)";
            case "DRAINING" -> "(Ctrl-C again ends at once)";
            default -> "";
        };
    }

    private String erasure() {
        String erasure = drawn == 0 ? "" : "\u001b[" + drawn + "A" + CLEAR_TO_END;
        drawn = 0;
        return erasure;
    }
}
