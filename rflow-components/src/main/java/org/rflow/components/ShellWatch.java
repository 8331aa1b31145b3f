package org.rflow.components;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.rflow.message.MessageException;

/**
 * Kills a process that fills the disk: whose files become too large while it runs. It looks on the JDK's timer thread, several times a second, until the
 * process ends.
 */
final class ShellWatch {
    private static final long PAUSE_MILLIS = 50;

    private final Process process;
    private final Map<Path, Long> mostBytes;
    private final CompletableFuture<Process> end;
    private volatile @Nullable String tooMuch;

    private ShellWatch(Process process, Map<Path, Long> mostBytes) {
        this.process = process;
        this.mostBytes = Map.copyOf(mostBytes);
        this.end = process.onExit();
    }

    /** {@code mostBytes}: what each file may have. */
    static ShellWatch of(Process process, Map<Path, Long> mostBytes) {
        ShellWatch watch = new ShellWatch(process, mostBytes);
        watch.lookLater();
        return watch;
    }

    private void lookLater() {
        var unused = end.copy().orTimeout(PAUSE_MILLIS, TimeUnit.MILLISECONDS).whenComplete((ended, failure) -> {
            if (failure instanceof TimeoutException) {
                look();
            }
        });
    }

    private void look() {
        for (Map.Entry<Path, Long> file : mostBytes.entrySet()) {
            if (file.getKey().toFile().length() > file.getValue()) {
                tooMuch = "command wrote more than " + file.getValue() + " bytes, and was killed";
                Shell.kill(process.toHandle());
                return;
            }
        }
        lookLater();
    }

    /** Why it was killed, if it was. */
    Optional<MessageException> tooMuch() {
        return Optional.ofNullable(tooMuch).map(MessageException::new);
    }
}
