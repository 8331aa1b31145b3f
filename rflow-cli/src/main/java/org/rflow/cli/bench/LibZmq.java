package org.rflow.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.cli.bench.raw.RawArguments;
import org.rflow.process.ProcessException;

/** The C library that JeroMQ follows, used by a small C program, which is compiled where there are a compiler and the library. */
final class LibZmq implements RawStart {
    private static final Logger log = LogManager.getLogger(LibZmq.class);
    private static final String SOURCE = "libzmq.c";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Optional<String> missing = Optional.empty();
    private Optional<Path> program = Optional.empty();

    @Override
    public List<String> command(RawArguments arguments, Room room) throws IOException, InterruptedException {
        if (program.isEmpty() && missing.isEmpty()) {
            compile(room.directory());
        }
        if (missing.isPresent()) {
            throw new SkippedRun(missing.get());
        }
        List<String> words = new ArrayList<>(List.of(program.orElseThrow().toString()));
        words.addAll(arguments.words());
        return words;
    }

    private void compile(Path directory) throws IOException, InterruptedException {
        Path source = directory.resolve(SOURCE);
        try (InputStream text = LibZmq.class.getResourceAsStream(SOURCE)) {
            if (text == null) {
                throw new UncheckedIOException(new IOException("the distribution has no " + SOURCE));
            }
            Files.copy(text, source);
        }
        Path target = directory.resolve("libzmq-bench");
        try (Programs programs = new Programs(directory)) {
            programs.start("cc", List.of("cc", "-O2", "-o", target.toString(), source.toString(), "-lzmq"));
            programs.await(LIMIT);
            program = Optional.of(target);
        } catch (BenchException | ProcessException e) {
            log.debug("the C program was not compiled", e);
            missing = Optional.of("it needs a C compiler (cc), libzmq and its header zmq.h");
        }
    }
}
