package org.rflow.plan;

import static org.rflow.model.PortDirection.INPUT;
import static org.rflow.model.PortDirection.OUTPUT;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rflow.model.ComponentType;
import org.rflow.model.OptionType;
import org.rflow.model.PortDirection;
import org.rflow.model.PortType;

/** A few component types with options of every kind. */
final class TestingTypes {
    static final List<ComponentType> ALL = List.of(
            type("file_in", ports(OUTPUT, "out"), required("path", "path"), option("skip", "integer")),
            type("file_out", ports(INPUT, "in"), required("path", "path"), option("append", "bool")),
            type(
                    "generate_integers",
                    ports(OUTPUT, "out", "even_odd_out"),
                    option("start", "integer"),
                    option("finish", "integer"),
                    option("interval", "duration")),
            type("csv_parse", both(ports(INPUT, "in"), ports(OUTPUT, "out", "errored")), option("columns", "list")),
            type(
                    "filter",
                    both(ports(INPUT, "in"), ports(OUTPUT, "filtered", "dropped", "errored")),
                    required("expression", "text"),
                    option("memory", "size"),
                    option("rate", "decimal"),
                    new OptionType("mode", "choice", false, Optional.of("fast"), List.of("fast", "exact"), "how")),
            type("count", both(ports(INPUT, "in"), ports(OUTPUT, "out"))),
            type("clock", ports(OUTPUT, "tick_port")),
            type("drop", ports(INPUT, "in")));

    private TestingTypes() {}

    private static ComponentType type(String name, List<PortType> ports, OptionType... options) {
        boolean source = ports.stream().noneMatch(port -> port.direction() == INPUT);
        return new ComponentType(
                name,
                "org.example." + name,
                "does " + name,
                ports,
                List.of(options),
                source,
                !name.equals("clock"),
                "",
                "built in");
    }

    private static List<PortType> ports(PortDirection direction, String... names) {
        return Stream.of(names)
                .map(name -> new PortType(name, direction, "carries " + name))
                .toList();
    }

    private static List<PortType> both(List<PortType> inputs, List<PortType> outputs) {
        return Stream.concat(inputs.stream(), outputs.stream()).toList();
    }

    private static OptionType option(String name, String kind) {
        return new OptionType(name, kind, false, Optional.empty(), List.of(), "the " + name);
    }

    private static OptionType required(String name, String kind) {
        return new OptionType(name, kind, true, Optional.empty(), List.of(), "the " + name);
    }
}
