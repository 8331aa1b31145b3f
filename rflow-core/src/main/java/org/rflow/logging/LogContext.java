package org.rflow.logging;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.apache.logging.log4j.ThreadContext;

/** The stack of names that stands in a thread's log lines, and how it follows work that is handed to other threads. */
public final class LogContext {
    private LogContext() {}

    /** What {@link #push} put on the stack; closing takes it off, in reverse order, on the same thread. */
    public static final class Scope implements AutoCloseable {
        private final int depth;

        private Scope(int depth) {
            this.depth = depth;
        }

        @Override
        public void close() {
            ThreadContext.trim(depth);
        }
    }

    /** Puts a name on this thread's stack. */
    public static Scope push(String context) {
        Scope scope = new Scope(ThreadContext.getDepth());
        ThreadContext.push(context);
        return scope;
    }

    /** The work, which wherever it runs logs with the stack that this thread has now. */
    public static Runnable carry(Runnable work) {
        Callable<Boolean> carried = carry(() -> {
            work.run();
            return true;
        });
        return () -> {
            try {
                carried.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError("a Runnable throws no checked exception", e);
            }
        };
    }

    /** The work, which wherever it runs logs with the stack that this thread has now. */
    public static <T> Callable<T> carry(Callable<T> work) {
        var stack = ThreadContext.cloneStack();
        return () -> {
            var before = ThreadContext.cloneStack();
            replace(stack);
            try {
                return work.call();
            } finally {
                replace(before);
            }
        };
    }

    /** An executor whose tasks log with the stack of the thread that gave them. */
    public static Executor carrying(Executor executor) {
        return work -> executor.execute(carry(work));
    }

    private static void replace(ThreadContext.ContextStack stack) {
        // setStack ignores an empty one
        ThreadContext.clearStack();
        ThreadContext.setStack(stack);
    }
}
