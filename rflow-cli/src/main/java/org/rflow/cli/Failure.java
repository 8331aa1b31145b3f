package org.rflow.cli;

import static java.util.Objects.requireNonNull;

import org.rflow.model.InvalidFlowException;

/**
 * How an exception ends a command: the sentence for the user and the exit code. It is a user's mistake when its stack trace
 * is of no use to anybody; a list of problems speaks for itself.
 */
record Failure(String sentence, int exitCode, boolean isList, boolean isMistake) {
    Failure {
        requireNonNull(sentence, "sentence");
    }

    static Failure of(Exception e) {
        if (e instanceof CommandException command) {
            return new Failure(sentence(e), command.exitCode(), false, true);
        }
        if (e instanceof InvalidFlowException) {
            return new Failure(sentence(e), ExitCode.WRONG, true, true);
        }
        // the rooms' own exceptions are written for users; what the JDK throws is not
        boolean forUsers = e.getClass().getName().startsWith("org.rflow.");
        String sentence = forUsers ? sentence(e) : "internal error: " + e + "; see it whole with --verbose DEBUG";
        return new Failure(sentence, ExitCode.FAILED, false, false);
    }

    private static String sentence(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
