package org.rflow.components;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rflow.message.MessageException;

/** Keeps one command running that answers each line with a line. After one that failed the next text gets a new one. */
final class ShellPipe extends Shell {
    ShellPipe(Settings settings) {
        super(settings);
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
        return late ? late() : failed(exitCode);
    }

    /** The line that the command answers; null when it ends instead. */
    private @Nullable String exchange(Process process, String text) {
        try {
            OutputStream toCommand = process.getOutputStream();
            toCommand.write(text.getBytes(StandardCharsets.UTF_8));
            toCommand.write('\n');
            toCommand.flush();
            return readLine(process.getInputStream());
        } catch (IOException e) {
            settings().log().debug("the pipe to the command broke", e);
            return null;
        }
    }

    private static @Nullable String readLine(InputStream fromCommand) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = fromCommand.read(); next != '\n'; next = fromCommand.read()) {
            if (next < 0) {
                return null;
            }
            if (line.size() == MOST_BYTES) {
                throw new MessageException("command wrote more than " + MOST_BYTES + " bytes");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
