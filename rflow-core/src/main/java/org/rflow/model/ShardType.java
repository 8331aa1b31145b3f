package org.rflow.model;

import java.util.Locale;

/** Whether each worker of a shard is a process of its own or a thread in one shared process. */
public enum ShardType {
    PROCESS,
    THREAD;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
