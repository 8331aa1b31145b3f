package org.rflow.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rflow.cli.graph.GraphFormat;
import org.rflow.model.Flow;
import org.rflow.store.FlowStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws a flow, from its file or its config database. */
@Command(name = "graph", description = "Draw a flow as Mermaid, DOT or SVG.")
final class GraphCommand extends BaseCommand {
    private static final List<String> FLOW_FILES = List.of(".yaml", ".yml", ".json");

    @Parameters(
            paramLabel = "FLOW|DB",
            arity = "0..1",
            description = "a flow file (.yaml, .yml, .json), or a config database")
    private String source;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: mermaid, or what the name of the output file ends with)")
    private GraphFormat format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "write to FILE instead of stdout")
    private String output;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private SettingOptions settings;

    @Mixin
    private ExtensionOptions extensions;

    GraphCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() throws Exception {
        String drawing = chosenFormat().draw(flow());
        if (output == null) {
            out().print(drawing);
        } else {
            Files.writeString(shell().path(output), drawing, StandardCharsets.UTF_8);
        }
        return ExitCode.DONE;
    }

    private Flow flow() {
        if (source != null && isFlowFile(source)) {
            Path file = shell().path(source);
            Loading loading = Loading.tolerant(
                    file, settings.settings(), extensions.findFor(this, source).types());
            loading.warnings().forEach(this::warn);
            return loading.flow();
        }
        String name = source == null
                ? database.database(this).name()
                : DatabaseOption.Database.of(shell(), source).name();
        try (FlowStore store = FlowStore.open(name)) {
            return store.requireFlow();
        }
    }

    private GraphFormat chosenFormat() {
        return Optional.ofNullable(format).orElseGet(() -> {
            String name = Optional.ofNullable(output).orElse("");
            return name.endsWith(".svg")
                    ? GraphFormat.SVG
                    : name.endsWith(".dot") ? GraphFormat.DOT : GraphFormat.MERMAID;
        });
    }

    private static boolean isFlowFile(String name) {
        return FLOW_FILES.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith);
    }
}
