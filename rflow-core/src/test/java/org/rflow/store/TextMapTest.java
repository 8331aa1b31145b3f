package org.rflow.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextMapTest {

    @Test
    void readsWhatItWroteWhateverIsInIt() {
        Random random = new Random(4711);
        for (int round = 0; round < 2000; round++) {
            Map<String, String> map = new LinkedHashMap<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                map.put(text(random), text(random));
            }

            String json = TextMap.write(map);

            assertThat(TextMap.read(json)).isEqualTo(map);
            assertThat(TextMap.read(json).keySet()).containsExactlyElementsOf(map.keySet());
            assertThat(json.chars()).noneMatch(c -> c < ' ');
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                               | {}",
                "{ \"a\" : \"b\" , \"c\":\"\" }   | {a=b, c=}",
                "{\"a\":-1.5e3,\"b\":true}        | {a=-1.5e3, b=true}",
                "{\"a\":null,\"b\":false}         | {b=false}",
                "{\"a\":\"\\u00e9\\n\\/\\\"\"}    | `{a=é\n/\"}`"
            })
    void readsWhatOthersWrite(String json, String map) {
        assertThat(TextMap.read(json).toString()).isEqualTo(map);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                    | 1 | {",
                "[]                    | 1 | {",
                "{\"a\"}               | 5 | :",
                "{\"a\":[1]}           | 6 | a text, a number, true, false or null",
                "{\"a\":yes}           | 6 | a text, a number, true, false or null",
                "{\"a\":\"b            | 8 | \"",
                "{\"a\":\"\\u12\"}     | 9 | four hexadecimal digits",
                "{\"a\":\"\\x\"}       | 9 | an escape",
                "{\"a\":\"b\",}        | 10 | \"",
                "{\"a\":\"b\"} x       | 11 | the end"
            })
    void saysWhereItIsWrong(String json, int character, String expected) {
        assertThatThrownBy(() -> TextMap.read(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the JSON object is wrong at character " + character + ": there should be " + expected);
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(12), 0, random.nextBoolean() ? 0x80 : 0x10000)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
