package org.rflow.component;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.rflow.message.DataType;
import org.rflow.model.ComponentType;
import org.rflow.model.DeclaredType;
import org.rflow.model.OptionType;
import org.rflow.model.PortDirection;
import org.rflow.model.PortType;

/** Describes a component by what its fields declare, so that others know its type without its class. */
public final class ComponentDescription {
    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private ComponentDescription() {}

    /** The type of the component without a version; {@code origin} says where its class comes from. */
    public static ComponentType of(Component component, String origin) {
        return of(component, "", origin);
    }

    /** The type of the component; {@code version} is what its jar names itself, or empty. */
    public static ComponentType of(Component component, String version, String origin) {
        return new ComponentType(
                shortName(component.getClass()),
                component.getClass().getName(),
                component.help(),
                ports(component),
                options(component),
                component.isSource(),
                component.hasPositions(),
                version,
                origin);
    }

    /** The short name of a class of components. */
    public static String shortName(Class<?> type) {
        return shortName(type.getSimpleName());
    }

    /** The class name in snake case: {@code CsvParse} is {@code csv_parse}, {@code HTTPServer} is {@code http_server}. */
    static String shortName(String simpleName) {
        return WORD_START.matcher(simpleName).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    private static List<PortType> ports(Component component) {
        List<PortType> ports = new ArrayList<>();
        for (InputPort port : component.inputPorts()) {
            ports.add(new PortType(port.name(), PortDirection.INPUT, port.help(), declared(port.types()), List.of()));
        }
        for (OutputPort port : component.outputPorts()) {
            // what a component throws at comes out of its port 'errored' as it went in
            List<InputPort> passed =
                    port.name().equals(ComponentRunner.ERRORED) && port.passed().isEmpty()
                            ? component.inputPorts()
                            : port.passed();
            ports.add(new PortType(
                    port.name(), PortDirection.OUTPUT, port.help(), declared(port.types()), names(passed)));
        }
        return ports;
    }

    private static List<DeclaredType> declared(List<DataType> types) {
        return types.stream()
                .map(type -> new DeclaredType(type.name(), type.schemaText()))
                .toList();
    }

    private static List<String> names(List<InputPort> inputs) {
        return inputs.stream().map(InputPort::name).toList();
    }

    private static List<OptionType> options(Component component) {
        List<OptionType> options = new ArrayList<>();
        for (Option<?> option : component.options()) {
            options.add(new OptionType(
                    option.name(),
                    option.kind(),
                    option.required(),
                    option.defaultText(),
                    option.choices(),
                    option.help()));
        }
        return options;
    }
}
