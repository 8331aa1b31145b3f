package org.rflow.cli;

/** What the command answers the shell, the same for every subcommand. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    /** Wrong usage, or a flow that is not valid. */
    static final int WRONG = 2;
    /** There is no manager to talk to. */
    static final int NOT_RUNNING = 3;

    private ExitCode() {}
}
