package org.rflow.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rflow.model.Flow;
import org.rflow.model.InvalidFlowException;
import org.rflow.model.Problems;
import org.rflow.model.Setting;
import org.rflow.model.SourceLocation;

/**
 * Reads flow files: YAML or JSON, checked against {@code schemas/flow.schema.json}, with {@code ${…}} replaced. Overrides are
 * settings by name that win over those of the file. Stateless.
 */
public final class FlowReader {
    /** Always known in a flow file: the absolute directory it is in. */
    public static final String FLOW_DIRECTORY = "rflow.flow_directory";

    private final Map<String, String> environment;

    public FlowReader() {
        this(System.getenv());
    }

    /** With another environment for {@code ${env:NAME}}. */
    public FlowReader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The flow; {@link InvalidFlowException} names every problem when there are any. */
    public static FlowDocument read(Path file, Map<String, String> overrides) {
        Problems problems = new Problems();
        FlowDocument document = new FlowReader().read(file, overrides, problems);
        problems.throwIfAny(document.locations());
        return document;
    }

    /** Collects the problems and gives as much of the flow as can be read, so that the planner's can be told with them. */
    public FlowDocument read(Path file, Map<String, String> overrides, Problems problems) {
        Reading reading = new Reading(file.toString(), problems);
        Optional<String> text = new FlowFileText(reading).read(file);
        Path directory = Optional.ofNullable(file.toAbsolutePath().normalize().getParent())
                .orElse(Path.of("/"));
        return document(reading, text, directory, overrides);
    }

    /** A flow that stands in no file; {@code name} takes the file's place in problems. */
    public FlowDocument read(String name, String text, Map<String, String> overrides, Problems problems) {
        Reading reading = new Reading(name, problems);
        return document(reading, Optional.of(text), Path.of("").toAbsolutePath(), overrides);
    }

    private FlowDocument document(
            Reading reading, Optional<String> text, Path directory, Map<String, String> overrides) {
        requireNonNull(overrides, "overrides");
        Flow flow = text.flatMap(new YamlText(reading)::parse)
                .map(root -> flow(reading, root, directory, overrides))
                .orElseGet(() -> new Flow("", 1, Map.of(), List.of(), List.of()));
        return new FlowDocument(flow, reading.locations(), reading.warnings());
    }

    private Flow flow(Reading reading, RawNode written, Path directory, Map<String, String> overrides) {
        if (!(written instanceof RawNode.Entries)) {
            reading.locate("", written.place(), written);
            reading.problem("", "this is not a flow", "a flow file is a map that begins with 'flow: NAME'");
            return new Flow("", 1, Map.of(), List.of(), List.of());
        }
        RawNode.Entries root = override((RawNode.Entries) ConnectForm.unfold(written), overrides);
        reading.locate("", root.place(), root);
        RawNode.Entries resolved =
                (RawNode.Entries) interpolation(reading, root, directory).apply("", root);
        new SchemaCheck(reading).check(resolved);
        return new FlowBuilding(reading, directory).build(resolved);
    }

    private static RawNode.Entries override(RawNode.Entries root, Map<String, String> overrides) {
        RawNode.Entries settings = root.map("settings");
        for (Map.Entry<String, String> override : overrides.entrySet()) {
            SourceLocation place = new SourceLocation("--set " + override.getKey(), 0, 0);
            RawNode.Scalar value = new RawNode.Scalar(override.getValue(), true, place);
            settings = settings.with(override.getKey(), new RawNode.Entry(place, value));
        }
        RawNode.Entry old = root.entries().get("settings");
        SourceLocation keyPlace = old == null ? root.place() : old.keyPlace();
        return overrides.isEmpty() ? root : root.with("settings", new RawNode.Entry(keyPlace, settings));
    }

    private Interpolation interpolation(Reading reading, RawNode.Entries root, Path directory) {
        Map<String, String> given = FlowBuilding.settings(root);
        Map<String, String> builtIn = new LinkedHashMap<>();
        builtIn.put(FLOW_DIRECTORY, directory.toString());
        String name = FlowBuilding.text(root, "flow").orElse("");
        return new Interpolation(reading, environment, List.of(given, builtIn, Setting.complete(name, given)));
    }
}
