package org.rflow.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.rflow.plan.FlowText;
import org.rflow.store.FlowStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fills a new config database from a flow file, all of it or nothing (RF-18..22). */
@Command(
        name = "load",
        description = "Check and plan a flow file and write it into a new config database.",
        footer = {"", "Component types that are not known here get a warning: name their jars at 'rflow start'."})
final class LoadCommand extends BaseCommand {
    @Parameters(paramLabel = "FLOW", arity = "0..1", description = "the flow file, YAML or JSON")
    private String flow;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "the flow file; the old spelling of FLOW")
    private String config;

    @Option(names = "-f", hidden = true)
    private boolean unusedForeground;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private ExtensionOptions extensions;

    LoadCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() {
        Path file = shell().path(flowFile());
        DatabaseOption.Database target = database.database(this);
        if (FlowStore.exists(target.name()) || isOtherFile(target)) {
            throw CommandException.failed("Config database '" + target.shown()
                    + "' exists, exiting to prevent accidental overwrite from config file '" + file + "'");
        }
        checkReadable(file);
        Loading loading = Loading.tolerant(
                file, Map.of(), extensions.findFor(this, flowFile()).types());
        loading.warnings().forEach(this::warn);
        FlowStore.fill(target.name(), loading.flow());
        log().info("Successfully initialized database '{}' with '{}'", target.shown(), file);
        log().debug("{}", () -> FlowText.of(loading.flow()));
        return ExitCode.DONE;
    }

    private String flowFile() {
        if (config == null && flow == null) {
            throw CommandException.failed("Config file required for 'load' command");
        }
        if (config != null && flow != null) {
            throw CommandException.failed("Config file named twice: '" + flow + "' and '" + config + "'; name one");
        }
        return config != null ? config : flow;
    }

    // what the user has named may be a file of somebody else; the database would stand beside it
    private static boolean isOtherFile(DatabaseOption.Database target) {
        Path path = Path.of(target.name());
        return !target.name().startsWith("jdbc:")
                && Files.isRegularFile(path)
                && path.toFile().length() > 0;
    }

    private static void checkReadable(Path file) {
        if (!Files.exists(file)) {
            throw CommandException.failed("Config file '" + file + "' not found");
        }
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw CommandException.failed("Config file '" + file + "' not readable");
        }
    }
}
