package org.rflow.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import org.rflow.model.Flow;
import org.rflow.model.Setting;

/** Completes a flow's settings: what the user says wins, what depends on other settings is computed last (RF-30, RF-31, RF-36). */
final class SettingDefaults {
    private SettingDefaults() {}

    static Map<String, String> complete(Flow flow) {
        Map<String, String> given = flow.settings();
        String name = given.getOrDefault(Setting.APPLICATION_NAME.key(), flow.name());
        Map<String, String> settings = new LinkedHashMap<>();
        for (Setting setting : Setting.values()) {
            String computed = switch (setting) {
                case APPLICATION_NAME -> name;
                case PID_FILE -> Setting.PID_DIRECTORY.in(given) + "/" + name + ".pid";
                case LOG_FILE -> Setting.LOG_DIRECTORY.in(given) + "/" + name + ".log";
                default -> setting.defaultText();
            };
            settings.put(setting.key(), given.getOrDefault(setting.key(), computed));
        }
        given.forEach(settings::putIfAbsent);
        return settings;
    }
}
