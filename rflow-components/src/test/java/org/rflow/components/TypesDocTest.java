package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.Celsius;
import com.example.Reading;
import com.example.Warm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.rflow.component.Component;
import org.rflow.component.ComponentDescription;
import org.rflow.component.OutputPort;
import org.rflow.config.FlowDocument;
import org.rflow.config.FlowReader;
import org.rflow.message.DataType;
import org.rflow.message.DataTypes;
import org.rflow.message.Message;
import org.rflow.model.ComponentType;
import org.rflow.model.InvalidFlowException;
import org.rflow.model.Problems;
import org.rflow.plan.Planner;
import org.rflow.plugins.ComponentCatalog;
import org.rflow.testing.ComponentTester;

/** Holds {@code docs/types.md} to the truth. */
final class TypesDocTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "types.md");
    private static final Path EXAMPLE = Path.of("src", "test", "java", "com", "example");

    /** What the document says of an older version. */
    static final class Sensors extends Component {
        final OutputPort out = outputPort("out").gives(DataType.of("com.example.Reading", """
                {"type": "record", "name": "Reading", "namespace": "com.example", "fields": [
                  {"name": "sensor", "type": "string"},
                  {"name": "degrees", "type": "double"}]}"""));
    }

    /** Of a row. */
    public interface Sensor {
        String sensor();
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void showsTheVeryFilesThatAreCompiled() throws IOException {
        assertThat(blocks("java"))
                .containsExactly(
                        Files.readString(EXAMPLE.resolve("Warm.java")),
                        Files.readString(EXAMPLE.resolve("Celsius.java")));
    }

    @Test
    void showsAComponentThatWorks() {
        Reading warm = new Reading("roof", 30.5, false);

        ComponentTester.of(Warm::new)
                .send(warm, new Reading("cellar", 30.0, false))
                .expect("out", warm)
                .expect("places", "roof");
    }

    @Test
    void givesBehaviourToRecordsAndRows() throws IOException {
        assertThat(Files.readString(DOCUMENT)).contains("`message.as(Celsius.class).fahrenheit()`");
        assertThat(Message.of(new Reading("roof", 20.0, false))
                        .as(Celsius.class)
                        .fahrenheit())
                .isEqualTo(68);
        assertThat(Message.of(Map.of("sensor", "roof")).as(Sensor.class).sensor())
                .isEqualTo("roof");
    }

    @Test
    void quotesWhatIsSaidOfAFlowThatDoesNotFit() throws IOException {
        String quoted = blocks("text").get(0).strip().replaceAll("\\s+", " ");
        List<ComponentType> types = new ArrayList<>();
        types.add(ComponentDescription.of(new Sensors(), "sensors.jar"));
        types.add(ComponentDescription.of(new Warm(), "warm.jar"));
        try (ComponentCatalog catalog = ComponentCatalog.ofClassPath()) {
            types.addAll(catalog.types());
        }

        assertThat(blocks("yaml")).singleElement().satisfies(flow -> {
            FlowDocument document = new FlowReader(Map.of()).read("flow.yaml", flow, Map.of(), new Problems());
            assertThatThrownBy(() -> new Planner(types).plan(document.flow(), document.locations()))
                    .isInstanceOf(InvalidFlowException.class)
                    .hasMessage(quoted);
        });
    }

    @Test
    void extendsDataOfTheTypesItNames() throws IOException {
        assertThat(Files.readString(DOCUMENT))
                .contains("`context.types().extend(\"com.example.\", (data, fresh) -> …)`");
        DataTypes types = new DataTypes();
        types.extend("com.example.", (data, fresh) -> {
            if (fresh && data instanceof GenericRecord record && record.get("sensor") == null) {
                record.put("sensor", "unknown");
            }
        });
        DataType reading = types.register("com.example.Reading", "avro", Reading.SCHEMA$.toString());

        Message made = types.message("com.example.Reading", reading.newRecord());

        assertThat(made.record().get("sensor")).isEqualTo("unknown");
    }
}
