package org.rflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuggestionTest {
    private static final List<String> KNOWN =
            List.of("rflow.log_level", "rflow.log_file_path", "options", "type", "broadcast", "round-robin");

    @ParameterizedTest
    @CsvSource({
        "rflow.log_levle, rflow.log_level",
        "log_level, rflow.log_level",
        "option, options",
        "Type, type",
        "typ, type",
        "tpye, type",
        "brodcast, broadcast",
        "broad, broadcast",
        "roundrobin, round-robin"
    })
    void slipsOfThePenAreUnderstood(String written, String meant) {
        assertThat(Suggestion.closest(written, KNOWN)).contains(meant);
    }

    @Test
    void otherWordsAreNot() {
        assertThat(Suggestion.closest("colour", KNOWN)).isEmpty();
        assertThat(Suggestion.closest("x", KNOWN)).isEmpty();
        assertThat(Suggestion.closest("", KNOWN)).isEmpty();
    }

    @Test
    void listStandsInForASuggestion() {
        assertThat(Suggestion.cure("x", "it has", List.of("a1", "b1"))).isEqualTo("it has: a1, b1");
        assertThat(Suggestion.cure("x", "it has", List.of())).isEqualTo("it has: none");
    }
}
