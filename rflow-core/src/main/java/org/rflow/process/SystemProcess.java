package org.rflow.process;

import java.util.concurrent.CompletableFuture;

/** A child that is an operating system process, with its group when it has one of its own. */
final class SystemProcess implements ChildProcess {
    private final String name;
    private final Process process;
    private final boolean ownGroup;
    private final CompletableFuture<Integer> exit;

    SystemProcess(String name, Process process, boolean ownGroup) {
        this.name = name;
        this.process = process;
        this.ownGroup = ownGroup;
        // the JDK answers 128+n for a process that signal n ended
        this.exit = process.onExit().thenApply(Process::exitValue);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public CompletableFuture<Integer> exit() {
        return exit.copy();
    }

    @Override
    public void terminate() {
        if (!reachesGroup("TERM")) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    @Override
    public void kill() {
        boolean reached = reachesGroup("KILL");
        if (!reached) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
        }
        // also when the group was reached: a child that has just been started may not lead its group yet
        process.destroyForcibly();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    private boolean reachesGroup(String signal) {
        return ownGroup && !isPidOfAnother() && new ProcessGroup(pid()).send(signal);
    }

    private boolean isPidOfAnother() {
        return !process.isAlive() && ProcessHandle.of(process.pid()).isPresent();
    }

    @Override
    public String toString() {
        return name + " (" + pid() + ")";
    }
}
