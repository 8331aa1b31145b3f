package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "load -d DB -c FILE, load -d DB -c FILE",
        "-d DB load -c FILE, load -d DB -c FILE",
        "-d DB -c FILE load, load -d DB -c FILE",
        "-v load, load --verbose=DEBUG",
        "-v WARN load, load --verbose=WARN",
        "-v info load, load --verbose=info",
        "load -v FILE, load --verbose=DEBUG FILE",
        "--verbose DEBUG stop, stop --verbose=DEBUG",
        "-l log -e a.jar -g b.jar -f start, start -l log -e a.jar -g b.jar -f",
        "--help load, --help load",
        "--database=DB start, start --database=DB",
        "--help, --help",
    })
    void putsTheCommandFirstAndTheLevelToItsOption(String written, String ordered) {
        assertThat(Words.of(written.split(" ")).ordered()).containsExactly(ordered.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"-d status stop, stop", "-v stop, stop", "-f, ''", "stop -d x, stop"})
    void tellsTheCommandFromValues(String written, String command) {
        assertThat(Words.of(written.split(" ")).command()).isEqualTo(command);
    }
}
