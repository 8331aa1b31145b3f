package org.rflow.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Starts real processes: own session and group, stdin at the end of file, stdout and stderr appended to a file, so that
 * neither a terminal nor the end of this process reaches them.
 */
final class SystemLauncher implements Launcher {
    private static final Logger log = LogManager.getLogger(SystemLauncher.class);

    @Override
    public ChildProcess start(ChildCommand command) {
        boolean ownGroup = Session.isAvailable();
        log.debug("starting {}: {}", command.name(), command.commandLine());
        return new SystemProcess(command.name(), start(builder(command), command), ownGroup);
    }

    /** The child without its stdout, which the caller still directs. */
    static ProcessBuilder builder(ChildCommand command) {
        List<String> words = new ArrayList<>(Session.prefix());
        words.addAll(command.command());
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(command.directory().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.appendTo(command.output().toFile()))
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(command.output().toFile()));
        builder.environment().putAll(command.environment());
        return builder;
    }

    static Process start(ProcessBuilder builder, ChildCommand command) {
        try {
            if (command.output().getParent() != null) {
                Files.createDirectories(command.output().getParent());
            }
            return builder.start();
        } catch (IOException e) {
            throw new ProcessException("cannot start " + command.name() + ": " + e.getMessage(), e);
        }
    }
}
