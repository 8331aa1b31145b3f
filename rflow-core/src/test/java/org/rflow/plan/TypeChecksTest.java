package org.rflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rflow.model.PortDirection.INPUT;
import static org.rflow.model.PortDirection.OUTPUT;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rflow.config.Flows;
import org.rflow.model.ComponentType;
import org.rflow.model.DeclaredType;
import org.rflow.model.Flow;
import org.rflow.model.Locations;
import org.rflow.model.PortType;
import org.rflow.model.Problem;

/** Whether what a port gives can be read where it arrives, and the list of the types. */
final class TypeChecksTest {
    private static final DeclaredType TEXT = new DeclaredType("Text", "\"string\"");
    private static final DeclaredType ROW = new DeclaredType("Row", "{\"type\":\"map\",\"values\":\"string\"}");
    private static final DeclaredType FIRST = reading("");
    private static final DeclaredType SECOND = reading(",{'name':'unit','type':'string','default':'C'}");
    private static final DeclaredType INCOMPATIBLE = reading(",{'name':'place','type':'string'}");

    private static DeclaredType reading(String more) {
        return new DeclaredType(
                "com.example.Reading",
                ("{'type':'record','name':'Reading','namespace':'com.example','fields':[{'name':'celsius','type':'double'}"
                                + more + "]}")
                        .replace('\'', '"'));
    }

    private static PortType input(DeclaredType... types) {
        return new PortType("in", INPUT, "", Arrays.asList(types), List.of());
    }

    private static PortType output(DeclaredType... types) {
        return new PortType("out", OUTPUT, "", Arrays.asList(types), List.of());
    }

    private static PortType passing(String name) {
        return new PortType(name, OUTPUT, "", List.of(), List.of("in"));
    }

    private static ComponentType type(String name, PortType... ports) {
        boolean source = Stream.of(ports).noneMatch(port -> port.direction() == INPUT);
        return new ComponentType(name, "x." + name, "", List.of(ports), List.of(), source, true, "1", "x.jar");
    }

    private static final Flow STRAIGHT = Flows.flow("typed")
            .component("from", "writer")
            .component("to", "reader")
            .connect("from#out", "to#in")
            .build();

    private static List<String> problems(Flow flow, ComponentType... types) {
        return new Planner(List.of(types))
                .check(flow, Locations.none("flow.yaml")).problems().stream()
                        .map(Problem::text)
                        .toList();
    }

    @Test
    void namesBothSidesAndTheFieldWhenAReaderCannotReadAVersion() {
        assertThat(problems(STRAIGHT, type("writer", output(FIRST)), type("reader", input(INCOMPATIBLE))))
                .containsExactly(
                        "'from#out' gives com.example.Reading, and 'to#in' takes a version of it that cannot read"
                                + " that: field 'place' is not written and has no default;"
                                + " a field that is new to what was written before needs a default");
    }

    @Test
    void saysWhichTypesMeetThatAreNoVersionsOfEachOther() {
        assertThat(problems(STRAIGHT, type("writer", output(TEXT)), type("reader", input(ROW, FIRST))))
                .containsExactly(
                        "'from#out' gives Text, and 'to#in' takes Row, com.example.Reading: it is written as string"
                                + " and read as map; put a component between them that makes one of the other");
    }

    @Test
    void letsVersionsMeetThatAvroCanResolve() {
        assertThat(problems(STRAIGHT, type("writer", output(SECOND)), type("reader", input(FIRST))))
                .isEmpty();
        assertThat(problems(STRAIGHT, type("writer", output(FIRST)), type("reader", input(SECOND))))
                .isEmpty();
        assertThat(problems(STRAIGHT, type("writer", output(TEXT)), type("reader", input(ROW, TEXT))))
                .isEmpty();
    }

    @Test
    void saysNothingOfPortsThatDeclareNothing() {
        assertThat(problems(STRAIGHT, type("writer", output()), type("reader", input(ROW))))
                .isEmpty();
        assertThat(problems(STRAIGHT, type("writer", output(TEXT)), type("reader", input())))
                .isEmpty();
    }

    @Test
    void looksThroughComponentsThatPassMessagesOnEvenInACircle() {
        Flow flow = Flows.flow("through")
                .component("from", "writer")
                .component("one", "filter")
                .component("two", "filter")
                .component("to", "reader")
                .connect("from#out", "one#in")
                .connect("one#passed", "two#in")
                .connect("two#passed", "one#in")
                .connect("two#passed", "to#in")
                .build();

        assertThat(problems(
                        flow,
                        type("writer", output(TEXT)),
                        type("filter", input(), passing("passed")),
                        type("reader", input(ROW))))
                .containsExactly(
                        "'from#out' gives Text by way of 'two#passed', and 'to#in' takes Row: it is written as string"
                                + " and read as map; put a component between them that makes one of the other");
    }

    @Test
    void complainsOnceOfWhatAnInputInBetweenCannotRead() {
        Flow flow = Flows.flow("between")
                .component("from", "writer")
                .component("parse", "parser")
                .component("to", "reader")
                .connect("from#out", "parse#in")
                .connect("parse#errored", "to#in")
                .build();

        assertThat(problems(
                        flow,
                        type("writer", output(TEXT)),
                        type("parser", input(ROW), passing("errored")),
                        type("reader", input(ROW))))
                .singleElement()
                .asString()
                .startsWith("'from#out' gives Text, and 'parse#in' takes Row");
    }

    @Test
    void listsTypesWithVersionsInTheOrderTheyCanBeReadAndWhoUsesThem() {
        List<ComponentType> types = List.of(
                type("newer", input(SECOND), output(SECOND)),
                type("older", output(FIRST)),
                type(
                        "spaced",
                        input(new DeclaredType(FIRST.name(), FIRST.schema().replace(",", " ,\n")))),
                type("text", output(TEXT)));

        List<TypeVersion> versions = TypeVersions.of(types);

        assertThat(versions)
                .extracting(version -> version.name() + " " + version.version() + " " + version.writers()
                        + version.readers() + " " + version.change())
                .containsExactly(
                        "Text 1 [text#out][] ",
                        "com.example.Reading 1 [older#out][spaced#in] ",
                        "com.example.Reading 2 [newer#out][newer#in] reads version 1; version 1 reads it");
        assertThat(versions.get(0).fingerprint()).matches("[0-9a-f]{16}");
        assertThat(TypeVersions.of(
                        Flows.flow("f")
                                .component("a", "text")
                                .component("b", "unknown")
                                .build(),
                        types))
                .extracting(TypeVersion::writers)
                .containsExactly(List.of("a#out"));
    }

    @Test
    void saysInTheListWhatCannotBeRead() {
        List<TypeVersion> versions =
                TypeVersions.of(List.of(type("a", output(FIRST)), type("b", output(INCOMPATIBLE))));

        assertThat(versions)
                .extracting(TypeVersion::change)
                .containsExactly(
                        "",
                        "reads version 1; version 1 cannot read it: field 'place' is not written and has no default");
    }
}
