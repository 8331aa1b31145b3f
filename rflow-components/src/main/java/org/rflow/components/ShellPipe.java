package org.rflow.components;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rflow.message.MessageException;

/** Keeps one command running that answers each text with a text. After one that failed the next text gets a new one. */
final class ShellPipe extends Shell {
    private final PipeFraming framing;

    ShellPipe(Settings settings, PipeFraming framing) {
        super(settings);
        this.framing = framing;
    }

    @Override
    String answer(String text) throws IOException, InterruptedException {
        Process process = running();
        CompletableFuture<@Nullable Void> deadline = killAtDeadline(process);
        String line;
        try {
            line = exchange(process, text);
        } catch (MessageException e) {
            kill();
            exitCode(process);
            throw e;
        } finally {
            deadline.complete(null);
        }
        if (line != null && !deadline.isCompletedExceptionally()) {
            stderr().logNewLines(false);
            return line;
        }
        throw gone(process, deadline.isCompletedExceptionally());
    }

    /** The JDK's own timer waits, unless the answer completes it first; killing the command ends its output, and so the reading. */
    private CompletableFuture<@Nullable Void> killAtDeadline(Process process) {
        CompletableFuture<@Nullable Void> deadline = new CompletableFuture<>();
        var unused = deadline.orTimeout(settings().timeout().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answered, late) -> {
                    if (late != null) {
                        kill(process.toHandle());
                    }
                });
        return deadline;
    }

    private Process running() throws IOException, InterruptedException {
        Process process = process();
        if (process != null && process.isAlive()) {
            return process;
        }
        if (process != null) {
            exitCode(process);
        }
        return start(ProcessBuilder.Redirect.PIPE, ProcessBuilder.Redirect.PIPE);
    }

    private MessageException gone(Process process, boolean late) throws IOException, InterruptedException {
        int exitCode = exitCode(process);
        checkKilled();
        return late ? late() : failed(exitCode);
    }

    /** What the command answers; null when it ends instead. */
    private @Nullable String exchange(Process process, String text) {
        try {
            checkNothingMore(process);
            framing.write(text, process.getOutputStream());
            String answer = framing.read(process.getInputStream());
            checkNothingMore(process);
            return answer;
        } catch (IOException e) {
            settings().log().debug("the pipe to the command broke", e);
            return null;
        }
    }

    /** What is left over would be taken for the answer to the next text, and each answer after that for another one's. */
    private void checkNothingMore(Process process) throws IOException {
        if (process.getInputStream().available() > 0) {
            throw new MessageException("command wrote more than one answer to a text, so it was killed; let it write "
                    + framing.oneAnswer());
        }
    }
}
