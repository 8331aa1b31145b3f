package org.rflow.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says whether a flow file is right, or everything that is wrong with it. Starts and writes nothing. */
@Command(name = "validate", description = "Check a flow file and tell all its problems at once.")
final class ValidateCommand extends BaseCommand {
    @Parameters(paramLabel = "FLOW", description = "the flow file, YAML or JSON")
    private String flow;

    @Mixin
    private SettingOptions settings;

    @Mixin
    private ExtensionOptions extensions;

    ValidateCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() {
        Loading loading = Loading.of(
                shell().path(flow),
                settings.settings(),
                extensions.findFor(this, flow).types());
        loading.warnings().forEach(this::warn);
        println("ok: " + loading.summary());
        return ExitCode.DONE;
    }
}
