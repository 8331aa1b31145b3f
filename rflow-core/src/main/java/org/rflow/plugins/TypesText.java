package org.rflow.plugins;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rflow.model.ComponentType;
import org.rflow.model.DeclaredType;
import org.rflow.model.OptionText;
import org.rflow.model.OptionType;
import org.rflow.model.PortDirection;
import org.rflow.model.PortType;

/**
 * Component types as lines of tab-separated fields, the form in which a probe answers and its answer is kept:
 *
 * <pre>
 * rflow-component-types 3
 * component  short name  class name  source|-  positions|-  version  help
 * input|output  name  help
 * type  name  schema        of the port before
 * passes  input             of the port before
 * option  name  kind  required|-  =default text|-  choices  help
 * end
 * </pre>
 *
 * <p>The origin is not part of it: the same jar may stand elsewhere next time.
 */
final class TypesText {
    private static final String FIRST = "rflow-component-types 3";
    private static final String LAST = "end";

    private TypesText() {}

    static List<String> write(List<ComponentType> types) {
        List<String> lines = new ArrayList<>(List.of(FIRST));
        for (ComponentType type : types) {
            lines.add(line(
                    "component",
                    type.name(),
                    type.className(),
                    type.source() ? "source" : "-",
                    type.positions() ? "positions" : "-",
                    type.version(),
                    type.help()));
            type.ports().forEach(port -> write(port, lines));
            for (OptionType option : type.options()) {
                lines.add(line(
                        "option",
                        option.name(),
                        option.kind(),
                        option.required() ? "required" : "-",
                        option.defaultText().map(text -> "=" + text).orElse("-"),
                        OptionText.join(option.choices()),
                        option.help()));
            }
        }
        lines.add(LAST);
        return lines;
    }

    private static void write(PortType port, List<String> lines) {
        lines.add(line(port.direction() == PortDirection.INPUT ? "input" : "output", port.name(), port.help()));
        port.types().forEach(type -> lines.add(line("type", type.name(), type.schema())));
        port.passes().forEach(input -> lines.add(line("passes", input)));
    }

    private static String line(String... fields) {
        List<String> escaped = new ArrayList<>();
        for (String field : fields) {
            escaped.add(field.replace("\\", "\\\\")
                    .replace("\t", "\\t")
                    .replace("\n", "\\n")
                    .replace("\r", "\\r"));
        }
        return String.join("\t", escaped);
    }

    /** Empty when the lines are not whole, or of another version. */
    static Optional<List<ComponentType>> read(List<String> lines, String origin) {
        if (lines.size() < 2
                || !lines.get(0).equals(FIRST)
                || !lines.get(lines.size() - 1).equals(LAST)) {
            return Optional.empty();
        }
        List<ComponentType> types = new ArrayList<>();
        Draft draft = null;
        for (String line : lines.subList(1, lines.size() - 1)) {
            String[] fields = line.split("\t", -1);
            for (int i = 0; i < fields.length; i++) {
                fields[i] = unescape(fields[i]);
            }
            if (fields[0].equals("component") && fields.length == 7) {
                if (draft != null) {
                    types.add(draft.type(origin));
                }
                draft = new Draft(List.of(fields), new ArrayList<>(), new ArrayList<>());
            } else if (draft == null || !draft.take(fields)) {
                return Optional.empty();
            }
        }
        if (draft != null) {
            types.add(draft.type(origin));
        }
        return Optional.of(types);
    }

    private static String unescape(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c != '\\' || i + 1 == field.length()) {
                text.append(c);
                continue;
            }
            char next = field.charAt(++i);
            text.append(
                    switch (next) {
                        case 't' -> '\t';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        default -> next;
                    });
        }
        return text.toString();
    }

    /** A component's line, and the ports and options that follow it. */
    private record Draft(List<String> fields, List<PortType> ports, List<OptionType> options) {
        boolean take(String[] line) {
            if (line.length == 3 && (line[0].equals("input") || line[0].equals("output"))) {
                PortDirection direction = line[0].equals("input") ? PortDirection.INPUT : PortDirection.OUTPUT;
                return ports.add(new PortType(line[1], direction, line[2]));
            }
            if (!ports.isEmpty() && line.length == 3 && line[0].equals("type")) {
                PortType port = ports.remove(ports.size() - 1);
                return ports.add(with(port, new DeclaredType(line[1], line[2])));
            }
            if (!ports.isEmpty() && line.length == 2 && line[0].equals("passes")) {
                PortType port = ports.remove(ports.size() - 1);
                return ports.add(passing(port, line[1]));
            }
            return line.length == 7 && line[0].equals("option") && options.add(option(line));
        }

        private static PortType with(PortType port, DeclaredType type) {
            List<DeclaredType> types = new ArrayList<>(port.types());
            types.add(type);
            return new PortType(port.name(), port.direction(), port.help(), types, port.passes());
        }

        private static PortType passing(PortType port, String input) {
            List<String> passes = new ArrayList<>(port.passes());
            passes.add(input);
            return new PortType(port.name(), port.direction(), port.help(), port.types(), passes);
        }

        private static OptionType option(String[] line) {
            Optional<String> defaultText =
                    line[4].startsWith("=") ? Optional.of(line[4].substring(1)) : Optional.empty();
            return new OptionType(
                    line[1], line[2], line[3].equals("required"), defaultText, OptionText.split(line[5]), line[6]);
        }

        ComponentType type(String origin) {
            return new ComponentType(
                    fields.get(1),
                    fields.get(2),
                    fields.get(6),
                    ports,
                    options,
                    fields.get(3).equals("source"),
                    fields.get(4).equals("positions"),
                    fields.get(5),
                    origin);
        }
    }
}
