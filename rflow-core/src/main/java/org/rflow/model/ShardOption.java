package org.rflow.model;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** What a shard may say of its processes besides their number and its restart policy; the keys of {@link Shard#options}. */
public enum ShardOption {
    JVM("jvm", "list"),
    MEMORY("memory", "size"),
    STRATEGY("strategy", "choice"),
    MAX_RESTARTS("max_restarts", "integer"),
    WINDOW("window", "duration");

    private final String key;
    private final String kind;

    ShardOption(String key, String kind) {
        this.key = key;
        this.kind = kind;
    }

    public String key() {
        return key;
    }

    /** The kind of its text, as in {@link OptionType}. */
    public String kind() {
        return kind;
    }

    public Optional<String> in(Map<String, String> options) {
        return Optional.ofNullable(options.get(key));
    }

    public static Optional<ShardOption> of(String key) {
        return Arrays.stream(values()).filter(option -> option.key.equals(key)).findFirst();
    }
}
