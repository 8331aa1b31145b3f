package org.rflow.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Settings given on the command line; they win over those of the flow file. */
final class SettingOptions {
    @Option(
            names = {"-s", "--set"},
            paramLabel = "NAME=VALUE",
            description = "a setting that wins over the flow file's; may be given more than once")
    private Map<String, String> settings = new LinkedHashMap<>();

    Map<String, String> settings() {
        return settings;
    }
}
