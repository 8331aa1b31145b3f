package org.rflow.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rflow.model.DurationText;
import org.rflow.model.Flow;
import org.rflow.model.OptionType;
import org.rflow.model.Problem;
import org.rflow.model.Problems;
import org.rflow.model.Setting;
import org.rflow.model.SizeText;
import org.rflow.model.Suggestion;

/** Checks the settings' names and values; names that do not start with {@code rflow.} are the user's own (RF-34). */
final class SettingChecks {
    private static final String CORE = "rflow.";
    private static final int MOST = 1_000_000;
    private static final List<String> KNOWN =
            Arrays.stream(Setting.values()).map(Setting::key).toList();

    private final Problems problems;
    private final List<Problem> warnings;

    SettingChecks(Problems problems, List<Problem> warnings) {
        this.problems = problems;
        this.warnings = warnings;
    }

    void check(Flow flow) {
        for (Map.Entry<String, String> setting : flow.settings().entrySet()) {
            Optional<Setting> known = Setting.of(setting.getKey());
            if (known.isPresent()) {
                checkValue(known.get(), setting.getValue());
            } else {
                checkName(setting.getKey());
            }
        }
    }

    private void checkName(String name) {
        if (name.startsWith(CORE)) {
            problems.add(
                    Paths.setting(name), "setting '" + name + "' is unknown", Suggestion.cure(name, "known", KNOWN));
            return;
        }
        Suggestion.closest(name, KNOWN)
                .ifPresent(near -> warnings.add(new Problem(
                        Paths.setting(name),
                        "setting '" + name + "' is not one of RFlow's and is kept as your own",
                        "did you mean '" + near + "'?")));
    }

    private void checkValue(Setting setting, String value) {
        if (setting == Setting.DEAD_LETTERS_SIZE) {
            checkSize(setting, value);
            return;
        }
        OptionKinds.complaint(typeOf(setting), value)
                .or(() -> outOfRange(setting, value))
                .ifPresent(complaint -> problems.add(
                        Paths.setting(setting.key()), "setting '" + setting.key() + "': " + complaint, ""));
    }

    private void checkSize(Setting setting, String value) {
        try {
            SizeText.parse(value);
        } catch (IllegalArgumentException e) {
            problems.add(Paths.setting(setting.key()), "setting '" + setting.key() + "': " + e.getMessage(), "");
        }
    }

    private static Optional<String> outOfRange(Setting setting, String value) {
        boolean positive = switch (typeOf(setting).kind()) {
            case "duration" -> !DurationText.parse(value).isZero();
            case "integer" -> Long.parseLong(value.strip()) > (setting == Setting.RETRIES ? -1 : 0);
            default -> true;
        };
        if (!positive) {
            return Optional.of("'" + value + "' is too small; it must be more than 0");
        }
        boolean tooLarge = typeOf(setting).kind().equals("integer") && Long.parseLong(value.strip()) > MOST;
        return tooLarge ? Optional.of("'" + value + "' is too large; it may be " + MOST) : Optional.empty();
    }

    private static OptionType typeOf(Setting setting) {
        return switch (setting) {
            case BEACON_INTERVAL,
                    START_TIMEOUT,
                    STOP_TIMEOUT,
                    GRACE_PERIOD,
                    STUCK_AFTER,
                    RESTART_WINDOW,
                    RESTART_BACKOFF,
                    RESTART_BACKOFF_MAX,
                    RETRY_BACKOFF -> type(setting, "duration", List.of());
            case BEACON_WARNING, BEACON_MISSES, MAX_RESTARTS, RETRIES -> type(setting, "integer", List.of());
            case RESTART -> type(setting, "choice", List.of("never", "on_failure", "always"));
            case DEAD_LETTERS_FULL -> type(setting, "choice", List.of("stop", "drop"));
            case STUCK_ACTION -> type(setting, "choice", List.of("warn", "restart"));
            case PROVENANCE -> type(setting, "bool", List.of());
            case LOG_LEVEL -> type(setting, "choice", List.of("debug", "info", "warn", "error"));
            case APPLICATION_DIRECTORY, PID_DIRECTORY, LOG_DIRECTORY, PID_FILE, LOG_FILE ->
                type(setting, "path", List.of());
            default -> type(setting, "text", List.of());
        };
    }

    private static OptionType type(Setting setting, String kind, List<String> choices) {
        return new OptionType(setting.key(), kind, false, Optional.empty(), choices, setting.help());
    }
}
