package org.rflow.cli.bench;

import java.util.List;
import java.util.stream.Stream;
import org.rflow.cli.bench.ends.NumberRelay;
import org.rflow.cli.bench.ends.NumberSink;
import org.rflow.cli.bench.ends.NumberSource;
import org.rflow.cli.bench.ends.PacedSource;
import org.rflow.cli.bench.ends.Ping;
import org.rflow.component.Component;
import org.rflow.component.ComponentDescription;
import org.rflow.model.ComponentType;

/** The component types of measured flows. They are not offered to users; a worker finds them by their class names. */
final class BenchTypes {
    private static final String ORIGIN = "rflow bench";

    private BenchTypes() {}

    static List<ComponentType> all() {
        return Stream.<Component>of(
                        new NumberSource(), new PacedSource(), new NumberRelay(), new NumberSink(), new Ping())
                .map(component -> ComponentDescription.of(component, ORIGIN))
                .toList();
    }
}
