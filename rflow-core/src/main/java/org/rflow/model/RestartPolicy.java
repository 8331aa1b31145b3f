package org.rflow.model;

import java.util.Locale;
import java.util.Map;

/** What the manager does when a process ends without having been asked to. */
public enum RestartPolicy {
    /** The flow stops. */
    NEVER,
    /** Starts it again, unless it has ended with exit code 0: then the flow stops. */
    ON_FAILURE,
    /** Starts it again. */
    ALWAYS;

    /** The text users write: {@code never}, {@code on_failure}, {@code always}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RestartPolicy parse(String text) {
        return valueOf(text.strip().toUpperCase(Locale.ROOT));
    }

    /** What a flow says for those of its shards that do not. */
    public static RestartPolicy in(Map<String, String> settings) {
        return parse(Setting.RESTART.in(settings));
    }
}
