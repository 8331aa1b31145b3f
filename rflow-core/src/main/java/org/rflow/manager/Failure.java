package org.rflow.manager;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Why the flow fails: a sentence for the user, the exit code, and the process whose fault it is if it is one's. */
record Failure(String sentence, int exitCode, Optional<Host> host) {
    /** The code of failures that no process's exit code tells of. */
    static final int FAILED = 1;

    Failure {
        requireNonNull(sentence, "sentence");
        requireNonNull(host, "host");
        if (exitCode == 0) {
            throw new IllegalArgumentException("a failure has an exit code other than 0: " + sentence);
        }
    }

    static Failure of(String sentence) {
        return new Failure(sentence, FAILED, Optional.empty());
    }

    static Failure of(String sentence, Host host) {
        return new Failure(sentence, FAILED, Optional.of(host));
    }

    Failure withExitCode(int code) {
        return new Failure(sentence, code, host);
    }
}
