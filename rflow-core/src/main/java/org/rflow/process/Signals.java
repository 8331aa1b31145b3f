package org.rflow.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Handles signals of the operating system and sends them.
 *
 * <p>The VM has no supported way: this uses {@code sun.misc.Signal} of the module jdk.unsupported, by reflection because
 * the compiler warns of every direct use. What the VM keeps for itself (QUIT always; TERM, INT and HUP under
 * {@code -Xrs}) is left out, said at DEBUG, and missing in {@link Installation#signals()}. INT and HUP that were ignored
 * when the process started (nohup, a background job of a script) stay ignored.
 */
public final class Signals {
    private static final Logger log = LogManager.getLogger(Signals.class);

    private Signals() {}

    /** Signals taken over together; they share one count. Closing gives each back to whom it belonged. */
    public static final class Installation implements AutoCloseable {
        private final Set<String> signals = new LinkedHashSet<>();
        private final Deque<Runnable> undo = new ArrayDeque<>();

        private Installation() {}

        /** The signals that the VM really gave. */
        public Set<String> signals() {
            return Set.copyOf(signals);
        }

        @Override
        public synchronized void close() {
            while (!undo.isEmpty()) {
                undo.pop().run();
            }
        }
    }

    /** Takes over the named signals ({@code TERM}, {@code INT}, {@code HUP}, {@code USR1}, {@code USR2}, …). */
    public static Installation install(Collection<String> signals, SignalHandler handler) {
        AtomicInteger count = new AtomicInteger();
        Installation installation = new Installation();
        for (String signal : signals) {
            try {
                Object before = handle(signal, proxy(signal, handler, count));
                installation.signals.add(signal);
                installation.undo.push(() -> restore(signal, before));
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                log.debug("signal {} cannot be handled: {}", signal, reason(e));
            }
        }
        return installation;
    }

    /** Sends a signal to one process; false when there is no such process or it belongs to somebody else. */
    public static boolean send(long pid, String signal) {
        return ProcessGroup.sendToProcess(signal, pid);
    }

    private static Object proxy(String signal, SignalHandler handler, AtomicInteger count)
            throws ClassNotFoundException {
        Class<?> type = Class.forName("sun.misc.SignalHandler");
        return Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            switch (method.getName()) {
                case "handle" -> deliver(signal, handler, count.incrementAndGet());
                case "equals" -> {
                    return self == args[0];
                }
                case "hashCode" -> {
                    return System.identityHashCode(self);
                }
                default -> {
                    return "handler of " + signal;
                }
            }
            return null;
        });
    }

    private static void deliver(String signal, SignalHandler handler, int count) {
        try {
            handler.received(signal, count);
        } catch (RuntimeException e) {
            log.error("the handler of signal {} failed", signal, e);
        }
    }

    private static Object handle(String signal, Object handler) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Method handle = type.getMethod("handle", type, Class.forName("sun.misc.SignalHandler"));
        return handle.invoke(null, type.getConstructor(String.class).newInstance(signal), handler);
    }

    private static void restore(String signal, Object before) {
        try {
            handle(signal, before);
        } catch (ReflectiveOperationException e) {
            log.warn("signal {} cannot be given back: {}", signal, reason(e));
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
        return String.valueOf(cause.getMessage());
    }
}
