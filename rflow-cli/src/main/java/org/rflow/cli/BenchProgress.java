package org.rflow.cli;

import org.rflow.cli.bench.Progress;

/** One line on stderr that tells which run is under way; a line for each where nobody watches. */
final class BenchProgress implements Progress, AutoCloseable {
    private static final String CLEAR = "\r\033[K";

    private final Shell shell;

    BenchProgress(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void begins(int run, int runs, String what) {
        String line = "[" + run + "/" + runs + "] " + what;
        if (shell.terminal()) {
            shell.err().print(CLEAR + line);
            shell.err().flush();
        } else {
            shell.err().println(line);
        }
    }

    @Override
    public void close() {
        if (shell.terminal()) {
            shell.err().print(CLEAR);
            shell.err().flush();
        }
    }
}
