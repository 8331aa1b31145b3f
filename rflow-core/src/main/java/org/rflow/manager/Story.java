package org.rflow.manager;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.model.RestartPolicy;

/** Tells how a host came to its end, for the log and its reader in the night. */
final class Story {
    private static final Logger log = LogManager.getLogger(Story.class);

    private static final int TOLD = 10;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private Story() {}

    /** One sentence: who, what, when, and the last error it told of. */
    static String ended(Host host, int code, FlowState when) {
        String errors = host.workers().stream()
                .filter(worker -> !worker.lastError().isEmpty())
                .map(worker -> "; last error of " + worker.name() + ": " + worker.lastError())
                .collect(joining());
        if (errors.isEmpty() && host.isExternal()) {
            errors = lastLine(host);
        }
        String pid = host.pid().isPresent() ? " (process " + host.pid().getAsLong() + ")" : "";
        return host.name() + pid + " " + Exits.describe(code) + " while the flow was " + when
                + host.killed().map(reason -> ", because " + reason).orElse("") + errors;
    }

    /** A program in another language may tell of its error nowhere else. */
    private static String lastLine(Host host) {
        List<String> lines = host.output().map(Story::lines).orElse(List.of());
        return lines.isEmpty() ? "" : "; it said: " + lines.get(lines.size() - 1);
    }

    /** The same, with why it is not restarted when the rules of its shard would have it so. */
    static String notRestarted(Host host, int code, FlowState when) {
        String ended = ended(host, code, when);
        RestartHistory history = host.history();
        if (history.rules().policy() == RestartPolicy.NEVER || when.isBooting()) {
            return ended;
        }
        if (history.recentRestarts() >= history.rules().maxRestarts()) {
            return ended + "; " + exhausted(host);
        }
        return code == 0 && history.rules().policy() == RestartPolicy.ON_FAILURE
                ? ended + "; 'restart: on_failure' leaves it at that, 'restart: always' would start it again"
                : ended;
    }

    /** That it was restarted as often as it may, and how it had ended each time. */
    static String exhausted(Host host) {
        List<RestartHistory.Exit> exits = host.history().exits();
        return "it was restarted " + host.history().recentRestarts() + " times within "
                + host.rules().window().toSeconds() + " s, which is as often as it may: "
                + exits.subList(Math.max(0, exits.size() - TOLD), exits.size()).stream()
                        .map(exit -> TIME.format(exit.time()) + " " + exit.how())
                        .collect(joining(", "));
    }

    /** How it ended, in a few words. */
    static String how(Host host, int code) {
        return Exits.describe(code)
                + host.killed().map(reason -> ", because " + reason).orElse("");
    }

    /** Logs the last lines the host has written and logged, if there are any. */
    static void logOutput(Host host) {
        for (WorkerHandle worker : host.workers()) {
            if (!worker.lastLog().isEmpty()) {
                log.error("the last warnings and errors of {}:{}", worker.name(), lines(worker.lastLog()));
            }
        }
        host.output().ifPresent(output -> {
            List<String> lines = lines(output);
            if (!lines.isEmpty()) {
                log.error("the last lines of {}:{}", output.file(), lines(lines));
            }
        });
    }

    private static List<String> lines(OutputTail output) {
        try {
            return output.lines();
        } catch (IOException e) {
            log.warn("cannot read {}: {}", output.file(), e.getMessage());
            return List.of();
        }
    }

    private static String lines(List<String> lines) {
        return lines.stream().map(line -> "\n    " + line).collect(joining());
    }
}
