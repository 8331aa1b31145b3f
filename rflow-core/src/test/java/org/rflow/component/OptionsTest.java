package org.rflow.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rflow.model.ComponentType;
import org.rflow.model.OptionType;
import org.rflow.model.PortDirection;
import org.rflow.model.PortType;
import org.rflow.testing.TestingContext;

final class OptionsTest {

    @TempDir
    private Path directory;

    private final Everything component = new Everything();

    private enum Colour {
        RED,
        DARK_GREEN
    }

    static final class Everything extends Component {
        final InputPort in = inputPort("in", "what comes");
        final OutputPort out = outputPort("out");
        final Option<String> text = option("text").text().required().help("some text");
        final Option<Long> integer = option("integer").integer().defaultsTo("7").help("a number");
        final Option<BigDecimal> decimal = option("decimal").decimal().help("");
        final Option<Boolean> bool = option("bool").bool().help("");
        final Option<Duration> duration = option("duration").duration().help("");
        final Option<Long> size = option("size").size().help("");
        final Option<Path> path = option("path").path().help("");
        final Option<List<String>> list = option("list").list().help("");
        final Option<Colour> colour =
                option("colour").choice(Colour.class).defaultsTo("red").help("");

        @Override
        protected String help() {
            return "has everything";
        }

        @Override
        protected void configure(ComponentContext context) {
            if (text.get().equals("wrong")) {
                throw new ConfigurationException("option 'text': no");
            }
        }
    }

    private void configure(Map<String, String> options) throws Exception {
        new ComponentRunner(component, "all", failed -> {
                    throw new AssertionError(failed.cause());
                })
                .configure(options, new TestingContext(directory));
    }

    @Test
    void readsEachKind() throws Exception {
        configure(Map.of(
                "text", " as it is ",
                "integer", " -3",
                "decimal", "1.50",
                "bool", "TRUE",
                "duration", "250ms",
                "size", "64 kb",
                "path", "some/file",
                "list", "a, b\\,c",
                "colour", "dark_green"));

        assertThat(component.text.get()).isEqualTo(" as it is ");
        assertThat(component.integer.get()).isEqualTo(-3);
        assertThat(component.decimal.get()).isEqualByComparingTo("1.5");
        assertThat(component.bool.get()).isTrue();
        assertThat(component.duration.get()).isEqualTo(Duration.ofMillis(250));
        assertThat(component.size.get()).isEqualTo(65_536);
        assertThat(component.path.get()).isEqualTo(Path.of("some/file"));
        assertThat(component.list.get()).containsExactly("a", "b,c");
        assertThat(component.colour.get()).isEqualTo(Colour.DARK_GREEN);
    }

    @Test
    void takesDefaultsForWhatIsNotSet() throws Exception {
        configure(Map.of("text", "x"));

        assertThat(component.integer.get()).isEqualTo(7);
        assertThat(component.colour.get()).isEqualTo(Colour.RED);
        assertThat(component.size.find()).isEmpty();
        assertThat(component.size.isSet()).isFalse();
        assertThatThrownBy(component.size::get)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("option 'size' is not set");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            integer  | 1.5                  | option 'integer': '1.5' is not a whole number
            decimal  | much                 | option 'decimal': 'much' is not a number
            bool     | yes                  | option 'bool': 'yes' is not true or false
            duration | soon                 | option 'duration': 'soon' is not a duration; write 250ms, 1.5s, 2m, 1h or 1d
            size     | 3 pints              | option 'size': '3 pints' is not a size; write 1000, 128KB or 64MB
            size     | 99999999999999999999 | option 'size': size '99999999999999999999' is too large
            size     | 9999999999999GB      | option 'size': size '9999999999999GB' is too large
            colour   | blue                 | option 'colour': 'blue' is not one of red, dark_green
            """)
    void saysWhatWouldBeRight(String option, String text, String problem) {
        assertThatThrownBy(() -> configure(Map.of("text", "x", option, text)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("component 'all': " + problem);
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        assertThatThrownBy(() -> configure(Map.of("sise", "1", "bool", "2")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("component 'all' has no option 'sise'; did you mean 'size'?")
                .hasMessageContaining("component 'all': option 'bool': '2' is not true or false")
                .hasMessageContaining("component 'all' needs option 'text': some text");
    }

    @Test
    void namesTheComponentWhoseOwnCheckFails() {
        assertThatThrownBy(() -> configure(Map.of("text", "wrong"))).hasMessage("component 'all': option 'text': no");
    }

    @Test
    void refusesTwoDeclarationsOfOneName() {
        assertThatThrownBy(() -> new Component() {
                    {
                        outputPort("out");
                        outputPort("out");
                    }
                })
                .hasMessage("port 'out' is declared twice");
        assertThatThrownBy(() -> new Component() {
                    {
                        outputPort("out-1");
                    }
                })
                .hasMessageContaining("port name 'out-1'");
        assertThatThrownBy(() -> new Component() {
                    {
                        option("a").text().help("");
                        option("a").integer().help("");
                    }
                })
                .hasMessage("option 'a' is declared twice");
    }

    @Test
    void isDescribedWithoutBeingConfigured() {
        ComponentType type = ComponentDescription.of(component, "a.jar");

        assertThat(type.name()).isEqualTo("everything");
        assertThat(type.className()).isEqualTo(Everything.class.getName());
        assertThat(type.help()).isEqualTo("has everything");
        assertThat(type.origin()).isEqualTo("a.jar");
        assertThat(type.source()).isFalse();
        assertThat(type.ports())
                .containsExactly(
                        new PortType("in", PortDirection.INPUT, "what comes"),
                        new PortType("out", PortDirection.OUTPUT, ""));
        assertThat(type.option("text"))
                .contains(new OptionType("text", "text", true, Optional.empty(), List.of(), "some text"));
        assertThat(type.option("colour"))
                .contains(new OptionType(
                        "colour", "choice", false, Optional.of("red"), List.of("red", "dark_green"), ""));
        assertThat(type.options()).map(OptionType::kind).startsWith("text", "integer", "decimal", "bool", "duration");
    }

    @ParameterizedTest
    @CsvSource({"CsvParse,csv_parse", "HTTPServer,http_server", "Filter,filter", "S3Read,s3_read", "OAuth2,o_auth2"})
    void isNamedInSnakeCase(String className, String name) {
        assertThat(ComponentDescription.shortName(className)).isEqualTo(name);
    }
}
