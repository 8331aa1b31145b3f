package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0.0 s",
        "PT0.84S, 0.8 s",
        "PT59.9S, 59.9 s",
        "PT60S, 1:00",
        "PT10M5S, 10:05",
        "PT1H2M3S, 1:02:03",
        "PT13H2M3S, 13:02:03",
        "PT76H5M6S, 3 d 04:05:06",
        "PT-5S, 0.0 s",
    })
    void writesTimes(Duration time, String text) {
        assertThat(Figures.time(time)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"0; 0 B", "999; 999 B", "1000; 1.0 kB", "999949; 999.9 kB", "999950; 1.0 MB", "1500000; 1.5 MB"})
    void writesBytes(long bytes, String text) {
        assertThat(Figures.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"0; 0/s", "0.5; 0.5/s", "9.94; 9.9/s", "12.6; 13/s", "8320.2; 8,320/s"})
    void writesRates(double rate, String text) {
        assertThat(Figures.rate(rate)).isEqualTo(text);
    }
}
