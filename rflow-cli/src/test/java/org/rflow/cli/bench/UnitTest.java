package org.rflow.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitTest {
    @ParameterizedTest
    @CsvSource({
        "MESSAGES_PER_SECOND, 17423456, 17.4 M/s",
        "MESSAGES_PER_SECOND, 412345, 412 k/s",
        "MESSAGES_PER_SECOND, 999, 999 /s",
        "MICROSECONDS, 90.34, 90.3 µs",
        "MILLISECONDS, 312.7, 313 ms",
        "NANOSECONDS, 3.514, 3.51 ns",
        "COUNT, 12, 12",
        "PART, 0.9249, 0.92",
    })
    void showsThreeDigitsThatMeanSomething(Unit unit, double value, String text) {
        assertThat(unit.text(value)).isEqualTo(text);
    }
}
