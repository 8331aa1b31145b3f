package org.rflow.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** How many lines the terminal has, as {@code stty} tells. */
final class TerminalSize {
    private static final int USUAL = 24;
    private static final long PATIENCE_MILLIS = 500;

    private TerminalSize() {}

    static int height() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectErrorStream(true)
                    .start();
            if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return USUAL;
            }
            return height(new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            // no stty or no terminal to ask: the usual height is good enough for a table
            return USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }

    /** Reads {@code 50 132}: lines and columns. */
    static int height(String answer) {
        String lines = answer.strip().split(" ", 2)[0];
        return lines.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(lines) : USUAL;
    }
}
