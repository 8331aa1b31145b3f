package org.rflow.logging;

import java.util.Comparator;
import java.util.Map;

/** What every thread of this process does right now, as text for the log or for whoever asks. */
public final class ThreadDump {
    private ThreadDump() {}

    /** All threads by name, each with its state and stack. */
    public static String text() {
        StringBuilder text = new StringBuilder();
        Thread.getAllStackTraces().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(Thread::getName)))
                .forEach(entry -> append(text, entry.getKey(), entry.getValue()));
        return text.toString();
    }

    private static void append(StringBuilder text, Thread thread, StackTraceElement[] stack) {
        text.append('"').append(thread.getName()).append("\" ").append(thread.getState());
        text.append(thread.isDaemon() ? " daemon\n" : "\n");
        for (StackTraceElement element : stack) {
            text.append("    at ").append(element).append('\n');
        }
    }
}
