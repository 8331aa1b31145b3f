package org.rflow.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rflow.model.ComponentType;
import org.rflow.model.OptionType;
import org.rflow.model.PortDirection;
import org.rflow.model.PortType;

/** Component types for people: all in a table, or one with its ports and options. */
final class ComponentText {
    private ComponentText() {}

    static List<String> list(List<ComponentType> types) {
        TextTable table = new TextTable("name", "in", "out", ">options", "version", "from", "what it does");
        for (ComponentType type : types) {
            table.row(
                    type.name(),
                    names(type, PortDirection.INPUT),
                    names(type, PortDirection.OUTPUT),
                    Integer.toString(type.options().size()),
                    version(type),
                    place(type),
                    firstSentence(type.help()));
        }
        return table.lines();
    }

    static List<String> details(ComponentType type) {
        List<String> lines = new ArrayList<>();
        lines.add(type.name() + " (" + type.className() + (type.source() ? ", a source" : "") + ")");
        type.help().lines().forEach(line -> lines.add("  " + line));
        lines.add("  version " + version(type) + ", " + origin(type));
        lines.add("");
        lines.add("ports:");
        TextTable ports = new TextTable("name", "direction", "data types", "what it is for");
        for (PortType port : type.ports()) {
            ports.row(
                    port.name(),
                    port.direction() == PortDirection.INPUT ? "in" : "out",
                    dataTypes(port),
                    flat(port.help()));
        }
        add(lines, ports);
        lines.add("");
        lines.add("options:");
        TextTable options = new TextTable("name", "kind", "default", "what it does");
        for (OptionType option : type.options()) {
            options.row(option.name(), kind(option), standard(option), flat(option.help()));
        }
        add(lines, options);
        return lines;
    }

    private static String version(ComponentType type) {
        return type.version().isEmpty() ? "-" : type.version();
    }

    private static String origin(ComponentType type) {
        return type.origin().equals(ComponentType.BUILT_IN) ? type.origin() : "from " + type.origin();
    }

    /** The file or folder name alone, so that lines stay short. */
    private static String place(ComponentType type) {
        return type.origin().equals(ComponentType.BUILT_IN)
                ? type.origin()
                : String.valueOf(Path.of(type.origin()).getFileName());
    }

    private static void add(List<String> lines, TextTable table) {
        if (table.isEmpty()) {
            lines.add("  none");
        } else {
            table.lines().forEach(line -> lines.add("  " + line));
        }
    }

    private static String dataTypes(PortType port) {
        List<String> names = new ArrayList<>();
        port.types().forEach(type -> names.add(type.name()));
        port.passes().forEach(input -> names.add("as " + input));
        return names.isEmpty() ? "any" : String.join(", ", names);
    }

    private static String kind(OptionType option) {
        return option.choices().isEmpty() ? option.kind() : String.join("|", option.choices());
    }

    private static String standard(OptionType option) {
        return option.required() ? "(required)" : option.defaultText().orElse("(none)");
    }

    private static String names(ComponentType type, PortDirection direction) {
        List<String> names = type.ports().stream()
                .filter(port -> port.direction() == direction)
                .map(PortType::name)
                .toList();
        return names.isEmpty() ? "-" : String.join(", ", names);
    }

    private static String firstSentence(String help) {
        String text = flat(help);
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    private static String flat(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
