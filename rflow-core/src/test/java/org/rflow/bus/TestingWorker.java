package org.rflow.bus;

import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.rflow.model.Ids;
import org.rflow.model.WorkerState;

/** A worker that notes its commands and answers them at once with {@code answers}, or keeps the answer when that is null. */
final class TestingWorker implements CommandHandler {
    final UUID uuid = UUID.randomUUID();
    final Queue<Command> commands = new ConcurrentLinkedQueue<>();
    final Queue<Answer> kept = new ConcurrentLinkedQueue<>();
    final AtomicInteger orphaned = new AtomicInteger();
    volatile boolean keeping;
    volatile Function<Command, Reply> answers = command -> Reply.ok();
    volatile Beacon beacon = new Beacon(0, WorkerState.STARTED, false, 3, "a", "");

    Registration registration() {
        return new Registration(Registration.Role.WORKER, uuid, Ids.NONE, 42, 1);
    }

    @Override
    public void onCommand(Command command, Answer answer) {
        commands.add(command);
        if (keeping) {
            kept.add(answer);
        } else {
            answer.reply(answers.apply(command));
        }
    }

    @Override
    public Beacon beacon() {
        return beacon;
    }

    @Override
    public void onOrphaned() {
        orphaned.incrementAndGet();
    }
}
