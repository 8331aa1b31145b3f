package org.rflow.manager;

import java.util.Comparator;
import java.util.Map;

/** The stacks of this process's threads, in order of their names. */
final class OwnThreads {
    private OwnThreads() {}

    static String stacks() {
        StringBuilder text = new StringBuilder();
        Thread.getAllStackTraces().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(Thread::getName)))
                .forEach(entry -> {
                    text.append('"')
                            .append(entry.getKey().getName())
                            .append("\" ")
                            .append(entry.getKey().getState())
                            .append('\n');
                    for (StackTraceElement frame : entry.getValue()) {
                        text.append("    at ").append(frame).append('\n');
                    }
                });
        return text.toString();
    }
}
