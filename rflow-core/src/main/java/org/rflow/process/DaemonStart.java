package org.rflow.process;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** One attempt to start a daemon, seen from the starter. Its own thread reads the daemon's lines until it is ready. */
final class DaemonStart {
    static final int IS_READY = -1;

    private static final Logger log = LogManager.getLogger(DaemonStart.class);
    private static final int MAX_ERROR_BYTES = 16 * 1024;
    private static final long LAST_WORDS_MILLIS = 1000;

    private final ChildCommand command;
    private final Consumer<String> lines;
    private final CompletableFuture<Integer> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> endOfLines = new CompletableFuture<>();
    private long errorsBefore;
    private @Nullable SystemProcess daemon;

    DaemonStart(ChildCommand command, Consumer<String> lines) {
        this.command = command;
        this.lines = lines;
    }

    /** Starts it; the answer is {@link #IS_READY} or the exit code of a daemon that ended before. */
    CompletableFuture<Integer> begin() {
        errorsBefore = Files.exists(command.output()) ? sizeOfErrors() : 0;
        log.debug("starting {}: {}", command.name(), command.commandLine());
        ProcessBuilder builder = SystemLauncher.builder(command).redirectOutput(ProcessBuilder.Redirect.PIPE);
        Process process = SystemLauncher.start(builder, command);
        daemon = new SystemProcess(command.name(), process, Session.isAvailable());
        Thread reader = new Thread(() -> relay(process), command.name() + "/start");
        reader.setDaemon(true);
        reader.start();
        // what it printed last may still be in the pipe; a child that it left behind may hold the pipe open
        CompletableFuture<Integer> ended = daemon.exit()
                .thenCompose(code -> endOfLines
                        .completeOnTimeout(null, LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)
                        .thenApply(ignored -> code));
        return ready.applyToEither(ended, Function.identity());
    }

    long pid() {
        return started().pid();
    }

    void kill() {
        started().kill();
    }

    /** Hands on what the daemon has written to stderr, at most the last few kilobytes. */
    void relayErrors() {
        try (SeekableByteChannel file = Files.newByteChannel(command.output())) {
            long from = Math.max(errorsBefore, file.size() - MAX_ERROR_BYTES);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, file.size() - from));
            file.position(from);
            while (bytes.hasRemaining() && file.read(bytes) >= 0) {
                // reads on
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            text.lines().forEach(lines);
        } catch (IOException e) {
            log.warn("cannot read what {} wrote to {}: {}", command.name(), command.output(), e.getMessage());
        }
    }

    private void relay(Process process) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.equals(Daemon.READY)) {
                    ready.complete(IS_READY);
                    return;
                }
                lines.accept(line);
            }
        } catch (IOException | RuntimeException e) {
            ready.completeExceptionally(e);
        } finally {
            endOfLines.complete(null);
        }
    }

    private long sizeOfErrors() {
        try {
            return Files.size(command.output());
        } catch (IOException e) {
            throw new ProcessException("cannot read " + command.output() + ": " + e.getMessage(), e);
        }
    }

    private SystemProcess started() {
        return requireNonNull(daemon, "the daemon has not been started");
    }
}
