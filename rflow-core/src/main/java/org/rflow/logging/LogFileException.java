package org.rflow.logging;

import java.nio.file.Path;

/** A log file that cannot be opened; the message is a sentence for the user. */
public final class LogFileException extends RuntimeException {

    LogFileException(Path file, String problem, Throwable cause) {
        super("Log file '" + file + "' problem: " + problem, cause);
    }
}
