package org.rflow.manager;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Tells how a host came to its end, for the log and its reader in the night. */
final class Story {
    private static final Logger log = LogManager.getLogger(Story.class);

    private Story() {}

    /** One sentence: who, what, when, and the last error it told of. */
    static String ended(Host host, int code, FlowState when) {
        String errors = host.workers().stream()
                .filter(worker -> !worker.lastError().isEmpty())
                .map(worker -> "; last error of " + worker.name() + ": " + worker.lastError())
                .collect(joining());
        String pid = host.pid().isPresent() ? " (process " + host.pid().getAsLong() + ")" : "";
        return host.name() + pid + " " + Exits.describe(code) + " while the flow was " + when
                + host.killed().map(reason -> ", because " + reason).orElse("") + errors;
    }

    /** Logs the last lines the host has written, if it has written any. */
    static void logOutput(Host host) {
        host.output().ifPresent(output -> {
            try {
                List<String> lines = output.lines();
                if (!lines.isEmpty()) {
                    log.error(
                            "the last lines of {}:{}",
                            output.file(),
                            lines.stream().map(line -> "\n    " + line).collect(joining()));
                }
            } catch (IOException e) {
                log.warn("cannot read {}: {}", output.file(), e.getMessage());
            }
        });
    }
}
