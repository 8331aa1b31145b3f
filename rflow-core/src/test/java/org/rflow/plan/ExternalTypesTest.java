package org.rflow.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.config.FlowDocument;
import org.rflow.config.FlowReader;
import org.rflow.message.CoreTypes;
import org.rflow.model.ComponentType;
import org.rflow.model.DeclaredType;
import org.rflow.model.PortDirection;
import org.rflow.model.PortType;
import org.rflow.model.Problem;
import org.rflow.model.Problems;

/** What a flow file declares of programs in other languages is checked as what classes declare. */
final class ExternalTypesTest {
    private static final String READING = """
            {"type": "record", "name": "Reading", "namespace": "com.example", "fields": [
              {"name": "celsius", "type": "double"}%s]}
            """;
    private static final ComponentType SENSOR = new ComponentType(
            "sensor",
            "com.example.Sensor",
            "",
            List.of(new PortType(
                    "out",
                    PortDirection.OUTPUT,
                    "",
                    List.of(new DeclaredType("com.example.Reading", READING.formatted(""))),
                    List.of())),
            List.of(),
            true,
            true,
            "1",
            "x.jar");

    @TempDir
    private Path directory;

    private FlowDocument document(String component, Problems problems) throws IOException {
        Path file = Files.writeString(directory.resolve("flow.yaml"), """
                flow: mixed
                components:
                  sensor: { type: sensor }
                  alarm: { %s }
                  next: { type: external, external: true, types: { in: RFlow::Message::Data::Text } }
                connections: [ sensor#out => alarm#in, alarm#out => next#in ]
                """.formatted(component));
        return new FlowReader().read(file, Map.of(), problems);
    }

    private List<String> problems(String component) throws IOException {
        Problems problems = new Problems();
        FlowDocument document = document(component, problems);
        List<Problem> all = new ArrayList<>(problems.list());
        all.addAll(new Planner(List.of(SENSOR))
                .check(document.flow(), document.locations())
                .problems());
        return all.stream()
                .map(document.locations()::describe)
                .map(text -> text.replace(directory + "/", ""))
                .toList();
    }

    @Test
    void takesSchemasFromFilesBesideTheFlowAndTypesByName() throws IOException {
        Files.writeString(directory.resolve("reading.avsc"), READING.formatted(""));
        String component =
                "type: external, exec: alarm, types: { in: [ reading.avsc, 'RFlow::Message::Data::Row' ], out: 'RFlow::Message::Data::Text' }";

        assertThat(problems(component)).isEmpty();
        assertThat(TypeVersions.of(document(component, new Problems()).flow(), List.of(SENSOR)))
                .extracting(type -> type.name() + " " + type.writers() + " " + type.readers())
                .containsExactly(
                        CoreTypes.ROW.name() + " [] [alarm#in]",
                        CoreTypes.TEXT.name() + " [alarm#out] [next#in]",
                        "com.example.Reading [sensor#out] [alarm#in]");
    }

    @Test
    void namesBothSidesAndTheFieldThatCannotBeRead() throws IOException {
        Files.writeString(
                directory.resolve("reading.avsc"), READING.formatted(", {\"name\": \"place\", \"type\": \"string\"}"));

        assertThat(problems("type: external, exec: alarm, types: { in: reading.avsc }"))
                .containsExactly(
                        "flow.yaml:6:16: 'sensor#out' gives com.example.Reading, and 'alarm#in' takes a version of it that"
                                + " cannot read that: field 'place' is not written and has no default;"
                                + " a field that is new to what was written before needs a default");
        assertThat(problems("type: external, exec: alarm, types: { out: 'RFlow::Message::Data::Integer' }"))
                .containsExactly("flow.yaml:6:40: 'alarm#out' gives RFlow::Message::Data::Integer, and 'next#in' takes"
                        + " RFlow::Message::Data::Text: it is written as long and read as string;"
                        + " put a component between them that makes one of the other");
    }

    @Test
    void saysWhatIsWrongWithADeclaration() throws IOException {
        Files.writeString(directory.resolve("plain.avsc"), "{\"type\": \"array\", \"items\": \"string\"}");
        Files.writeString(directory.resolve("broken.avsc"), "{\"type\": \"recorde\"}");

        assertThat(problems("type: external, exec: a, types: { in: gone.avsc }"))
                .singleElement()
                .asString()
                .startsWith("flow.yaml:4:46: the schema of port 'in' cannot be read: java.nio.file.NoSuchFile")
                .endsWith("; name a file relative to this one, or a data type that RFlow or a plugin declares");
        assertThat(problems("type: external, exec: a, types: { in: plain.avsc }"))
                .containsExactly("flow.yaml:4:46: the schema of port 'in': a schema of kind array has no name;"
                        + " write a record, an enum or a fixed");
        assertThat(problems("type: external, exec: a, types: { in: broken.avsc }"))
                .singleElement()
                .asString()
                .startsWith("flow.yaml:4:46: the schema of port 'in': this is not an Avro schema: ");
        assertThat(problems("type: external, exec: a, types: { in: RFlow::Message::Data::Rwo }"))
                .singleElement()
                .asString()
                .startsWith("flow.yaml:4:46: data type 'RFlow::Message::Data::Rwo' of port 'in' is unknown;"
                        + " did you mean 'RFlow::Message::Data::Row'?");
        assertThat(problems("type: external, exec: a, types: { inn: RFlow::Message::Data::Row }"))
                .containsExactly("flow.yaml:4:46: nothing is connected to port 'inn' of component 'alarm';"
                        + " connect it, or remove its types");
        assertThat(problems("type: sensor, types: { in: RFlow::Message::Data::Row }"))
                .contains("flow.yaml:4:26: 'types' of component 'alarm' means nothing, as it is of type 'sensor';"
                        + " write 'type: external', or remove 'types'");
    }
}
