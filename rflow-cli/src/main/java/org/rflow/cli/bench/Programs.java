package org.rflow.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.rflow.process.ChildCommand;
import org.rflow.process.ChildProcess;
import org.rflow.process.Launcher;

/** The programs of one run, which end together; none outlives its closing, nor the end of this process. */
final class Programs implements AutoCloseable {
    private final Path directory;
    private final List<ChildProcess> children = new ArrayList<>();
    private final Thread hook = new Thread(this::killAll, "bench-kill");

    Programs(Path directory) {
        this.directory = directory;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void start(String name, List<String> words) {
        Path output = directory.resolve(name + ".out");
        synchronized (children) {
            children.add(Launcher.system().start(new ChildCommand(name, words, Map.of(), directory, output)));
        }
    }

    List<ProcessHandle> handles() {
        return children.stream()
                .flatMap(child -> ProcessHandle.of(child.pid()).stream())
                .toList();
    }

    /** The one that was started; a {@link BenchException} when it has ended already. */
    ProcessHandle only() {
        List<ProcessHandle> handles = handles();
        if (handles.size() != 1) {
            throw new BenchException(
                    handles.size() + " of 1 programs run" + said(children.get(0).name()));
        }
        return handles.get(0);
    }

    /** Waits until all have ended well; a {@link BenchException} tells what one of them said that has not. */
    void await(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (ChildProcess child : children) {
            int code = exitCode(child, deadline);
            if (code != 0) {
                throw new BenchException(child.name() + " ended with " + code + said(child.name()));
            }
        }
    }

    private int exitCode(ChildProcess child, long deadline) throws InterruptedException {
        try {
            return child.exit().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new BenchException(child.name() + " did not end in time" + said(child.name()), e);
        } catch (ExecutionException e) {
            throw new BenchException(child.name() + " could not be waited for", e);
        }
    }

    private String said(String name) {
        try {
            String text = Files.readString(directory.resolve(name + ".out")).strip();
            return text.isEmpty()
                    ? ""
                    : ": " + text.lines().limit(3).reduce((a, b) -> a + " " + b).orElse("");
        } catch (IOException e) {
            return " (what it said cannot be read: " + e.getMessage() + ")";
        }
    }

    private void killAll() {
        synchronized (children) {
            // those of a manager are in groups of their own, and would wait for another one
            List<ProcessHandle> below =
                    handles().stream().flatMap(ProcessHandle::descendants).toList();
            children.forEach(ChildProcess::kill);
            below.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Override
    public void close() {
        killAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // this process is ending, and the hook has the same to do
            return;
        }
    }
}
