package org.rflow.cli.bench.ends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a receiver found, as named numbers; a file of lines {@code name=number} tells it to whoever started the receiver. */
public record EndReport(Map<String, Long> figures) {
    /** All messages that arrived. */
    public static final String RECEIVED = "received";
    /** How many were sent, as the sender's last message says; absent when that message went elsewhere. */
    public static final String SENT = "sent";
    /** Times that a message had another number than it should. */
    public static final String DISORDERS = "disorders";
    /** When the window began and ended, by {@link System#nanoTime}; 0 when it did not. */
    public static final String BEGAN = "began";

    public static final String ENDED = "ended";
    /** Messages within the window. */
    public static final String MEASURED = "measured";
    /** Bytes that the receiving thread allocated within the window. */
    public static final String ALLOCATED = "allocated";
    /** Times within the window that messages took, in nanoseconds. */
    public static final String P50 = "p50";

    public static final String P90 = "p90";
    public static final String P99 = "p99";
    /** Nanoseconds within the window that the receiver spent on its messages. */
    public static final String BUSY = "busy";

    private static final String SUFFIX = ".report";

    public EndReport {
        figures = Map.copyOf(figures);
    }

    public long get(String name) {
        Long figure = figures.get(name);
        if (figure == null) {
            throw new IllegalArgumentException("the report has no '" + name + "'; it has: " + figures.keySet());
        }
        return figure;
    }

    public boolean has(String name) {
        return figures.containsKey(name);
    }

    /** Writes the file of the receiver of that name; whoever sees it sees it whole. */
    public void write(Path directory, String receiver) {
        List<String> lines = figures.entrySet().stream()
                .map(figure -> figure.getKey() + "=" + figure.getValue())
                .sorted()
                .toList();
        try {
            Path fresh = Files.write(directory.resolve(receiver + ".new"), lines);
            Files.move(fresh, directory.resolve(receiver + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the report of " + receiver, e);
        }
    }

    /** The reports in a directory, by the receivers' names. */
    public static List<EndReport> readAll(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .map(EndReport::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory, e);
        }
    }

    private static EndReport read(Path file) {
        Map<String, Long> figures = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                int sign = line.indexOf('=');
                figures.put(line.substring(0, sign), Long.parseLong(line.substring(sign + 1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IllegalArgumentException(file + " has a line that is not 'name=number'", e);
        }
        return new EndReport(figures);
    }
}
