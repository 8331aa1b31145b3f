package org.rflow.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that RFlow 1.x took with every command, though they meant something to one only (RF-5, RF-7). */
final class OldOptions {
    @Option(
            names = {"-e", "--extensions"},
            hidden = true)
    private List<String> unusedExtensions = new ArrayList<>();

    @Option(
            names = {"-g", "--gems"},
            hidden = true)
    private List<String> unusedLibraries = new ArrayList<>();

    @Option(names = "-f", hidden = true)
    private boolean unusedForeground;

    @Option(
            names = {"-c", "--config"},
            hidden = true)
    private String config;

    void check() {
        checkConfig(config);
    }

    static void checkConfig(@Nullable String config) {
        if (config != null) {
            throw CommandException.failed("Config file only valid for 'load' command");
        }
    }
}
