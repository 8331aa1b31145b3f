package org.rflow.components;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.rflow.message.MessageException;

/**
 * Runs the command anew for each text. Input and output go by files: so neither side can lock the other however much they
 * write, and a child that the command leaves behind holds nothing up.
 */
final class ShellPerMessage extends Shell {
    private final Path input;
    private final Path output;

    ShellPerMessage(Settings settings) {
        super(settings);
        this.input = settings.file(".in");
        this.output = settings.file(".out");
    }

    @Override
    String answer(String text) throws IOException, InterruptedException {
        try {
            return run(text);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private String run(String text) throws IOException, InterruptedException {
        Files.write(input, text.getBytes(StandardCharsets.UTF_8));
        // a child left behind by the last command may still write to the old file
        Files.deleteIfExists(output);
        Process process =
                start(ProcessBuilder.Redirect.from(input.toFile()), ProcessBuilder.Redirect.to(output.toFile()));
        boolean inTime = false;
        try {
            inTime = process.waitFor(settings().timeout().toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            if (!inTime) {
                kill();
            }
        }
        int exitCode = exitCode(process);
        checkKilled();
        if (!inTime) {
            throw late();
        }
        if (exitCode != 0) {
            throw failed(exitCode);
        }
        return read();
    }

    private String read() throws IOException {
        if (Files.size(output) > MOST_BYTES) {
            throw new MessageException("command wrote more than " + MOST_BYTES + " bytes");
        }
        byte[] bytes = Files.readAllBytes(output);
        int length = bytes.length;
        if (length > 0 && bytes[length - 1] == '\n') {
            length--;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    @Override
    void close() throws IOException {
        super.close();
        Files.deleteIfExists(input);
        Files.deleteIfExists(output);
    }
}
