package org.rflow.testing;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rflow.connection.EndSpec;
import org.rflow.loop.Loop;
import org.rflow.message.DataTypes;
import org.rflow.message.Lineage;
import org.rflow.model.Attachment;
import org.rflow.model.WorkerRef;
import org.rflow.zmq.Secret;
import org.rflow.zmq.ZmqContext;

/**
 * A worker without components: a loop in a thread, with a ZeroMQ context of its own. Made and closed by the test's thread,
 * which hands it work.
 */
public final class TestingWorker implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final WorkerRef ref;
    private final ZmqContext context;
    private final Loop loop;
    private final Thread thread;
    private final DataTypes types = new DataTypes();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    public TestingWorker(String name, Secret secret) {
        ref = new WorkerRef(UUID.randomUUID(), name);
        context = new ZmqContext(name, secret);
        loop = new Loop(name, context, failure::set);
        thread = new Thread(loop::run, name + "/loop");
        thread.start();
    }

    public WorkerRef ref() {
        return ref;
    }

    public Loop loop() {
        return loop;
    }

    /** What an end of a connection in this worker must know. */
    public EndSpec spec(Attachment attachment) {
        return new EndSpec(attachment, ref, 1, loop, types, new Lineage());
    }

    /** Runs it on the loop and gives its result. */
    public <T> T call(Supplier<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> complete(result, task));
        try {
            return result.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(ref.name() + " was interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(ref.name() + " did not answer: " + e, failure.get() == null ? e : failure.get());
        }
    }

    private static <T> void complete(CompletableFuture<T> result, Supplier<T> task) {
        try {
            result.complete(task.get());
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    /** Runs it on the loop and waits for it. */
    public void run(Runnable task) {
        call(() -> {
            task.run();
            return true;
        });
    }

    /** Throws what stopped the loop, if anything did. */
    public void check() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new AssertionError("the loop of " + ref.name() + " died: " + cause, cause);
        }
    }

    @Override
    public void close() {
        loop.stop();
        try {
            thread.join(DEADLINE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new AssertionError("the loop of " + ref.name() + " does not end");
        }
        loop.close();
        context.close();
    }
}
