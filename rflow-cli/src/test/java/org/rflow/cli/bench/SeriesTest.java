package org.rflow.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SeriesTest {
    @Test
    void takesTheMiddleOfAnOddNumberOfValues() {
        assertThat(new Series(List.of(9.0, 1.0, 5.0)).median()).isEqualTo(5.0);
    }

    @Test
    void takesTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
        assertThat(new Series(List.of(8.0, 1.0, 4.0, 2.0)).median()).isEqualTo(3.0);
    }

    @Test
    void keepsTheEnds() {
        var series = new Series(List.of(8.0, 1.0, 4.0));

        assertThat(series.min()).isEqualTo(1.0);
        assertThat(series.max()).isEqualTo(8.0);
    }

    @Test
    void isNeverEmpty() {
        assertThatThrownBy(() -> new Series(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
