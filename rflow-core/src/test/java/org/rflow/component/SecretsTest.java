package org.rflow.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.message.Message;
import org.rflow.message.MessageException;
import org.rflow.testing.TestingContext;

final class SecretsTest {
    private static final String TOKEN = "t0ken,with\\odd}signs";

    @TempDir
    private Path directory;

    private final Secrets secrets = new Secrets(Map.of("TOKEN", TOKEN, "SHORTER", "t0ken", "PORT", "80x"));
    private final List<Exception> failures = new ArrayList<>();
    private final Guarded component = new Guarded();
    private final ComponentRunner runner =
            new ComponentRunner(component, "guarded", failed -> failures.add(failed.cause()));

    private static final class Guarded extends Component {
        final InputPort in = inputPort("in");
        final Option<String> password = option("password").text().secret().help("");
        final Option<String> shorter = option("shorter").text().secret().help("");
        final Option<List<String>> headers = option("headers").list().secret().help("");
        final Option<String> open = option("open").text().help("");
        final Option<Long> port = option("port").integer().help("");
        private @Nullable String fails;

        @Override
        protected void configure(ComponentContext context) {
            if ("configure".equals(fails)) {
                throw new ConfigurationException("cannot log in with " + password.get());
            }
        }

        @Override
        protected void run() {
            throw new IllegalStateException("no " + password.get(), new IllegalStateException("because"));
        }

        @Override
        protected void process(InputPort port, Message message) {
            throw new IllegalStateException("wrapped", new IllegalStateException(password.get()));
        }
    }

    private void configure(Map<String, String> options) throws Exception {
        runner.keep(secrets);
        runner.configure(options, new TestingContext(directory));
    }

    @Test
    void putsInWhatReferencesStandFor() throws Exception {
        Files.writeString(directory.resolve("password"), "of a file\n");

        configure(Map.of(
                "password", "<${env:TOKEN}>",
                "shorter", "${file:password}",
                "headers", "a=b,c=${env:TOKEN}",
                "open", "${env:NONE:-default} $${env:TOKEN} ${other}"));

        assertThat(component.password.get()).isEqualTo("<" + TOKEN + ">");
        assertThat(component.shorter.get()).isEqualTo("of a file");
        assertThat(component.headers.get()).containsExactly("a=b", "c=" + TOKEN);
        assertThat(component.port.find()).isEmpty();
        assertThat(component.open.get()).isEqualTo("default ${env:TOKEN} ${other}");
    }

    @Test
    void masksWhatIsDeclaredSecretAndNothingElse() throws Exception {
        configure(Map.of("shorter", "${env:SHORTER}", "password", "${env:TOKEN}", "open", "${env:PORT}"));

        assertThat(secrets.mask("a " + TOKEN + " b t0ken c 80x")).isEqualTo("a *** b *** c 80x");
    }

    @Test
    void namesWhatIsNotThereAndKeepsToItself() {
        assertThatThrownBy(() -> configure(Map.of("password", "${env:NONE}", "shorter", "${file:none}")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("option 'password': the environment of the worker has no 'NONE'; set it")
                .hasMessageContaining("option 'shorter': file '" + directory.resolve("none") + "' cannot be read");
        assertThatThrownBy(() -> configure(Map.of("port", "${env:PORT}")))
                .hasMessage("component 'guarded': option 'port': '80x' is not a whole number");
    }

    @Test
    void showsNoSecretInFailures() throws Exception {
        component.fails = "configure";
        assertThatThrownBy(() -> configure(Map.of("password", "${env:TOKEN}")))
                .hasMessage("component 'guarded': cannot log in with ***")
                .hasStackTraceContaining("***")
                .satisfies(e -> assertThat(trace(e)).doesNotContain("t0ken"));
        component.fails = null;
        configure(Map.of("password", "${env:TOKEN}"));

        assertThatThrownBy(runner::run)
                .hasMessage("java.lang.IllegalStateException: no ***")
                .satisfies(e -> assertThat(trace(e)).doesNotContain("t0ken"));
        runner.deliver(new Arrival(component.in, null, "test"), Message.of(1));

        assertThat(failures)
                .singleElement()
                .satisfies(e -> assertThat(trace(e)).contains("wrapped").doesNotContain("t0ken"))
                .extracting(FailedMessage::reason)
                .asString()
                .startsWith("java.lang.");
    }

    @Test
    void masksASentenceAndPutsNoClassBeforeIt() throws Exception {
        configure(Map.of("password", "${env:TOKEN}"));

        Exception masked = secrets.masked(new MessageException("nobody takes " + TOKEN));

        assertThat(FailedMessage.reason(masked)).isEqualTo("nobody takes ***");
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
