package org.rflow.cli;

/** A command that cannot go on; the message is a sentence for the user, the code is for the shell. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private CommandException(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    static CommandException failed(String sentence) {
        return new CommandException(ExitCode.FAILED, sentence);
    }

    static CommandException wrong(String sentence) {
        return new CommandException(ExitCode.WRONG, sentence);
    }

    static CommandException notRunning(String sentence) {
        return new CommandException(ExitCode.NOT_RUNNING, sentence);
    }

    int exitCode() {
        return exitCode;
    }
}
