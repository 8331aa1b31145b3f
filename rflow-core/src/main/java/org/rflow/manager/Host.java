package org.rflow.manager;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.rflow.model.Ids;
import org.rflow.model.RestartRules;
import org.rflow.model.Shard;
import org.rflow.process.ChildProcess;
import org.rflow.process.ProcessIdentity;

/**
 * A process of the flow: one worker of a process shard, all workers of a thread shard, or a broker. Used only by the
 * manager's thread.
 */
final class Host {
    private final String name;
    private final Optional<Shard> shard;
    private final List<WorkerHandle> workers = new ArrayList<>();
    private Optional<ChildProcess> process = Optional.empty();
    private Optional<ProcessIdentity> identity = Optional.empty();
    private Optional<OutputTail> output = Optional.empty();
    private OptionalInt exit = OptionalInt.empty();
    private boolean asked;
    private boolean givenUp;
    private boolean takenAlong;
    private boolean failed;
    private Optional<String> killed = Optional.empty();
    private final RestartHistory history;

    /** The shard is empty for a broker. */
    Host(String name, Optional<Shard> shard, RestartRules rules) {
        this.name = name;
        this.shard = shard;
        this.history = new RestartHistory(rules);
    }

    void add(WorkerHandle worker) {
        workers.add(worker);
    }

    /** Also the base of the file that gets its stdout and stderr. */
    String name() {
        return name;
    }

    /** The shard's uuid; {@link Ids#NONE} for a broker. */
    UUID group() {
        return shard.map(Shard::uuid).orElse(Ids.NONE);
    }

    Optional<Shard> shard() {
        return shard;
    }

    RestartRules rules() {
        return history.rules();
    }

    RestartHistory history() {
        return history;
    }

    List<WorkerHandle> workers() {
        return List.copyOf(workers);
    }

    /** Nobody starts it: an external component that registers by itself. */
    boolean comesByItself() {
        return shard.flatMap(Shard::external)
                .filter(component -> !component.managed())
                .isPresent();
    }

    /** An external component, whoever starts it. */
    boolean isExternal() {
        return shard.flatMap(Shard::external).isPresent();
    }

    /** What comes by itself has come, in the process of that number. */
    void arrived(long pid) {
        process.filter(Visitor.class::isInstance)
                .map(Visitor.class::cast)
                .filter(visitor -> visitor.pid() == 0)
                .ifPresent(visitor -> {
                    visitor.arrived(pid);
                    identity = visitor.identity();
                });
    }

    void spawned(ChildProcess started, OutputTail said) {
        process = Optional.of(started);
        identity = started.identity();
        output = Optional.of(said);
        exit = OptionalInt.empty();
        killed = Optional.empty();
        takenAlong = false;
        failed = false;
    }

    /** What tells its present process from others. */
    Optional<ProcessIdentity> identity() {
        return exit.isEmpty() ? identity : Optional.empty();
    }

    OptionalLong pid() {
        return process.map(child -> OptionalLong.of(child.pid())).orElse(OptionalLong.empty());
    }

    /** Its process was started and has not been seen to end. */
    boolean isAlive() {
        return process.isPresent() && exit.isEmpty();
    }

    /** Every worker in it has been told to clean up: it may end now. */
    void askedToEnd() {
        asked = true;
    }

    boolean wasAskedToEnd() {
        return asked;
    }

    /** Ends it and all it has started, because it does not live as it should; the reason is for the log. */
    void kill(String reason) {
        if (isAlive() && killed.isEmpty()) {
            killed = Optional.of(reason);
            process.ifPresent(ChildProcess::kill);
        }
    }

    /** Ends it because the flow ends: that is nobody's failure. */
    void giveUp(String reason) {
        givenUp = true;
        kill(reason);
    }

    /** It ends so that it begins anew with another one: that is not its own failure. */
    void takeAlong() {
        takenAlong = true;
    }

    boolean isTakenAlong() {
        return takenAlong;
    }

    /** One of its workers has told that it failed, or it was killed because it did not live as it should. */
    boolean hasFailed() {
        return failed || killed.isPresent();
    }

    void failed() {
        failed = true;
    }

    /** What every worker in it had to do for the flow is done and proved. */
    boolean isWorkDone() {
        return workers.stream().allMatch(WorkerHandle::isWorkDone);
    }

    boolean isGivenUp() {
        return givenUp;
    }

    /** Why the manager killed it. */
    Optional<String> killed() {
        return killed;
    }

    /** What it has written to stdout and stderr. */
    Optional<OutputTail> output() {
        return output;
    }

    void exited(int code) {
        exit = OptionalInt.of(code);
    }

    /** It lives in the process of that number. */
    boolean isProcess(long number) {
        return isAlive() && pid().orElse(0) == number;
    }

    /** The exit code that its workers' last words stand for; {@link ChildProcess#UNKNOWN_EXIT} for others. */
    int lastSaid() {
        if (workers.stream().allMatch(worker -> worker.state() == HandleState.STOPPED)) {
            return 0;
        }
        return workers.stream().anyMatch(worker -> worker.state() == HandleState.ERROR)
                ? Failure.FAILED
                : ChildProcess.UNKNOWN_EXIT;
    }

    OptionalInt exit() {
        return exit;
    }

    @Override
    public String toString() {
        return name;
    }
}
