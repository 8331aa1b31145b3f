package org.rflow.manager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.engine.RunnerException;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Connection;
import org.rflow.model.Flow;
import org.rflow.model.Worker;

/**
 * What the workers of a flow have saved, so that it goes on where it was stopped or where everything died. A flow that has come to
 * the end of its sources begins anew. Beside the workers' files stands what the flow looked like, as what they hold fits no other.
 *
 * <pre>
 * run/APP/state/   WORKER.state …  flow  resumed, while it does
 * </pre>
 */
final class ResumePoint {
    private static final Logger log = LogManager.getLogger(ResumePoint.class);
    private static final String SHAPE = "flow";
    /** Tells the workers. */
    private static final String RESUMED = "resumed";

    private final Path directory;
    private final Flow flow;

    /** {@code work}: what the workers are given as their run directory. */
    ResumePoint(Path work, Flow flow) {
        this.directory = work.resolve("state");
        this.flow = flow;
    }

    /** Before the workers start. */
    void begin(boolean fresh) {
        try {
            if (fresh) {
                clear();
            }
            List<String> shape = shape();
            if (files().stream().anyMatch(file -> file.toString().endsWith(".state"))) {
                requireSame(shape);
                log.info("flow {} goes on where it was stopped", flow.name());
                Files.write(directory.resolve(RESUMED), List.of());
            } else {
                clear();
            }
            Files.createDirectories(directory);
            Files.write(directory.resolve(SHAPE), shape);
        } catch (IOException e) {
            throw new RunnerException(
                    "what flow " + flow.name() + " has saved in " + directory + " cannot be used: " + e, e);
        }
    }

    private void requireSame(List<String> shape) throws IOException {
        List<String> before;
        try {
            before = Files.readAllLines(directory.resolve(SHAPE));
        } catch (NoSuchFileException none) {
            before = List.of();
        }
        if (before.equals(shape)) {
            return;
        }
        List<String> gone = new ArrayList<>(before);
        gone.removeAll(shape);
        List<String> fresh = new ArrayList<>(shape);
        fresh.removeAll(before);
        throw new RunnerException(
                "flow " + flow.name() + " was stopped and has changed since, so it cannot go on where it was"
                        + told("; it had ", gone) + told("; it has now ", fresh)
                        + "; put it back as it was, or begin anew with --fresh");
    }

    private static String told(String words, List<String> lines) {
        return lines.isEmpty() ? "" : words + String.join(", ", lines);
    }

    private List<String> shape() {
        List<String> lines = new ArrayList<>();
        flow.workers().map(Worker::name).forEach(name -> lines.add("worker " + name));
        flow.components().map(ComponentSpec::name).forEach(name -> lines.add("component " + name));
        flow.connections().stream().map(Connection::name).forEach(name -> lines.add("connection " + name));
        return lines;
    }

    /** The flow has come to its end. */
    void forget() {
        try {
            clear();
        } catch (IOException e) {
            log.warn(
                    "what flow {} has saved in {} cannot be removed, so its next run would go on behind its end: {}",
                    flow.name(),
                    directory,
                    e.toString());
        }
    }

    private void clear() throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
