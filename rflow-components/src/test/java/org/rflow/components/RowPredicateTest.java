package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/** The shortcut for rows says what CEL says, or nothing. */
final class RowPredicateTest {
    private static final Map<String, String> ROW = Map.of("damage", "None", "phase", "Climb", "n", "1");

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            data["damage"] == "None"                          ; true
            data["damage"] != "None"                          ; false
            data.damage == "None"                             ; true
            "Climb" != data["phase"]                          ; false
            !(data["damage"] == "None")                       ; false
            data.damage == "None" && data.phase == "Descent"  ; false
            data.damage == "Much" && data.none == "x"         ; false
            data.damage == "None" || data.none == "x"         ; true
            data.damage == "Much" || data.phase == "Climb"    ; true
            !(data.damage == "Much") && data.n == "1"         ; true
            """)
    void answersAsCelDoes(String text, boolean answer) {
        Expression expression = Expression.compile(text);

        assertThat(expression.answerForRow(ROW)).isEqualTo(answer);
        assertThat(expression.evaluate(Message.of(ROW))).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data.none == \"x\"",
                "data.none == \"x\" || data.damage == \"None\"",
                "!(data.none == \"x\")",
                "data[\"n\"] == 1",
                "data.damage == data.phase",
                "has(data.damage)",
                "int(data.n) > 0",
                "data.damage < \"Z\"",
                "type == \"RFlow::Message::Data::Row\"",
                "data.damage == \"Much\" || size(data) == 3",
                "true",
            })
    void leavesEverythingElseToCel(String text) {
        assertThat(Expression.compile(text).answerForRow(ROW)).isNull();
    }

    @Test
    void aMissingFieldIsCelsToName() {
        Expression expression = Expression.compile("data[\"none\"] != \"x\"");

        assertThatThrownBy(() -> expression.isTrue(Message.of(ROW)))
                .isInstanceOf(MessageException.class)
                .hasMessageContaining("none");
    }
}
