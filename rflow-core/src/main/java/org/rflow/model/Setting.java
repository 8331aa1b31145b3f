package org.rflow.model;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The settings the core knows (RF-30..38), their defaults and help. Names of users' own settings do not start with {@code rflow.}. */
public enum Setting {
    APPLICATION_NAME("rflow.application_name", "", "name in logs and file names; default: the flow's name"),
    APPLICATION_DIRECTORY(
            "rflow.application_directory_path", ".", "where all relative paths start, relative to the database"),
    PID_DIRECTORY("rflow.pid_directory_path", "run", "pid file, bus address, secrets, checkpoints"),
    LOG_DIRECTORY("rflow.log_directory_path", "log", "log files"),
    PID_FILE("rflow.pid_file_path", "", "default: <pid directory>/<application name>.pid"),
    LOG_FILE("rflow.log_file_path", "", "default: <log directory>/<application name>.log"),
    LOG_LEVEL("rflow.log_level", "INFO", "DEBUG, INFO, WARN or ERROR"),
    LOG_PATTERN("rflow.log_pattern_format", "", "a Log4j2 pattern instead of RFlow's own line"),
    BEACON_INTERVAL("rflow.beacon_interval", "1s", "how often each worker reports its state"),
    BEACON_WARNING("rflow.beacon_warning", "3", "beacons in a row that may be missing before it is a warning"),
    BEACON_MISSES("rflow.beacon_misses", "10", "beacons in a row that may be missing before a worker is killed"),
    STUCK_AFTER("rflow.stuck_after", "30s", "how long a component may stay in one callback before it is a warning"),
    STUCK_ACTION("rflow.stuck_action", "warn", "what follows then: warn (no more), or restart (its process)"),
    RESTART("rflow.restart", "on_failure", "never, on_failure or always: for shards that do not say"),
    MAX_RESTARTS("rflow.max_restarts", "10", "restarts of a process within the window; one more stops the flow"),
    RESTART_WINDOW("rflow.restart_window", "10m", "how long a restart is remembered"),
    RESTART_BACKOFF("rflow.restart_backoff", "100ms", "the pause before a restart; it doubles when that does not help"),
    RESTART_BACKOFF_MAX("rflow.restart_backoff_max", "30s", "the longest pause before a restart"),
    START_TIMEOUT("rflow.start_timeout", "60s", "deadline of each phase of the start"),
    STOP_TIMEOUT("rflow.stop_timeout", "30s", "deadline for draining at stop; what is left then is killed"),
    GRACE_PERIOD("rflow.grace_period", "30s", "how long workers go on without a manager"),
    RETRIES(
            "rflow.retries",
            "0",
            "how often a component is given a message again that it threw at, if it does not say"),
    RETRY_BACKOFF("rflow.retry_backoff", "1s", "the pause before that; it doubles each time, up to a minute"),
    DEAD_LETTERS_SIZE("rflow.dead_letters_size", "64m", "the largest size of each worker's file of dead letters"),
    DEAD_LETTERS_FULL(
            "rflow.dead_letters_full",
            "stop",
            "what follows when it is full: stop (the worker fails), or drop (and count)"),
    PROVENANCE("rflow.provenance", "false", "append a processing event to each message at each component");

    private final String key;
    private final String defaultText;
    private final String help;

    Setting(String key, String defaultText, String help) {
        this.key = key;
        this.defaultText = defaultText;
        this.help = help;
    }

    public String key() {
        return key;
    }

    public String defaultText() {
        return defaultText;
    }

    public String help() {
        return help;
    }

    public String in(Map<String, String> settings) {
        return settings.getOrDefault(key, defaultText);
    }

    public Duration durationIn(Map<String, String> settings) {
        return DurationText.parse(in(settings));
    }

    public static Optional<Setting> of(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key))
                .findFirst();
    }

    /**
     * All settings of a flow: what the user says wins, and what depends on other settings is computed from them (RF-30, RF-31, RF-36).
     * RFlow's own come first, in the order of this enum, then the user's.
     */
    public static Map<String, String> complete(String flow, Map<String, String> given) {
        String name = given.getOrDefault(APPLICATION_NAME.key, flow);
        Map<String, String> settings = new LinkedHashMap<>();
        for (Setting setting : values()) {
            String computed = switch (setting) {
                case APPLICATION_NAME -> name;
                case PID_FILE -> PID_DIRECTORY.in(given) + "/" + name + ".pid";
                case LOG_FILE -> LOG_DIRECTORY.in(given) + "/" + name + ".log";
                default -> setting.defaultText;
            };
            settings.put(setting.key, given.getOrDefault(setting.key, computed));
        }
        given.forEach(settings::putIfAbsent);
        return settings;
    }
}
