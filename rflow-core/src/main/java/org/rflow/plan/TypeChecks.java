package org.rflow.plan;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rflow.message.DataType;
import org.rflow.message.SchemaAgreement;
import org.rflow.model.Connection;
import org.rflow.model.DeclaredType;
import org.rflow.model.Flow;
import org.rflow.model.PortDirection;
import org.rflow.model.PortRef;
import org.rflow.model.PortType;
import org.rflow.model.Problems;

/**
 * Checks that each input can read what arrives there by Avro's schema resolution, whoever wrote it: an output that passes messages on is looked
 * through. Of ports that declare no data types nothing is known and nothing is said.
 */
final class TypeChecks {
    private final Flow flow;
    private final FlowIndex index;
    private final FlowTypes types;
    private final Problems problems;

    /** A data type on its way, and the output that it comes from: {@code component#port}. */
    private record Written(DeclaredType type, String origin) {}

    TypeChecks(Flow flow, FlowTypes types, Problems problems) {
        this.flow = flow;
        this.index = new FlowIndex(flow);
        this.types = types;
        this.problems = problems;
    }

    void check() {
        for (int i = 0; i < flow.connections().size(); i++) {
            Connection connection = flow.connections().get(i);
            Optional<PortType> input = port(connection.to(), PortDirection.INPUT);
            if (input.isEmpty() || input.get().types().isEmpty()) {
                continue;
            }
            for (Written written : written(connection.from())) {
                check(Paths.connection(i), written, connection, input.get());
            }
        }
    }

    private void check(String path, Written written, Connection connection, PortType input) {
        String reader = place(connection.to());
        Optional<String> obstacle = obstacle(written.type(), input);
        if (obstacle.isEmpty()) {
            return;
        }
        List<String> taken = input.types().stream().map(DeclaredType::name).toList();
        boolean known = taken.contains(written.type().name());
        String through = written.origin().equals(place(connection.from()))
                ? ""
                : " by way of '" + place(connection.from()) + "'";
        problems.add(
                path,
                "'" + written.origin() + "' gives " + written.type().name() + through + ", and '" + reader
                        + (known
                                ? "' takes a version of it that cannot read that: "
                                : "' takes " + String.join(", ", taken) + ": ")
                        + obstacle.get(),
                known
                        ? "a field that is new to what was written before needs a default"
                        : "put a component between them that makes one of the other");
    }

    private static Optional<String> obstacle(DeclaredType written, PortType input) {
        return SchemaAgreement.obstacle(
                dataType(written),
                input.types().stream().map(TypeChecks::dataType).toList());
    }

    private static DataType dataType(DeclaredType type) {
        return DataType.of(type.name(), type.schema());
    }

    /** What is known to come out of an output. */
    private Set<Written> written(PortRef output) {
        Set<Written> found = new LinkedHashSet<>();
        collect(output, found, new HashSet<>());
        return found;
    }

    private void collect(PortRef output, Set<Written> found, Set<String> seen) {
        Optional<PortType> port = port(output, PortDirection.OUTPUT);
        if (port.isEmpty() || !seen.add(place(output))) {
            return;
        }
        port.get().types().forEach(type -> found.add(new Written(type, place(output))));
        for (String passed : port.get().passes()) {
            Optional<PortType> input =
                    port(new PortRef(output.component(), passed, Optional.empty()), PortDirection.INPUT);
            Set<Written> arriving = new LinkedHashSet<>();
            for (Connection connection : flow.connections()) {
                if (connection.to().component().equals(output.component())
                        && connection.to().port().equals(passed)) {
                    collect(connection.from(), arriving, seen);
                }
            }
            // what the input cannot read is complained of there
            arriving.removeIf(written -> input.isPresent()
                    && !input.get().types().isEmpty()
                    && obstacle(written.type(), input.get()).isPresent());
            found.addAll(arriving);
        }
    }

    private Optional<PortType> port(PortRef end, PortDirection direction) {
        return index.component(end.component()).flatMap(types::of).flatMap(type -> type.port(end.port(), direction));
    }

    private static String place(PortRef end) {
        return end.component() + "#" + end.port();
    }
}
