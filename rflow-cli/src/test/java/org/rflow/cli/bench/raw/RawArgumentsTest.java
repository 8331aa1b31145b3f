package org.rflow.cli.bench.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class RawArgumentsTest {
    @Test
    void readsWhatItWrites() {
        var arguments = new RawArguments("sink", Map.of("size", "100", "directory", "/a=b"));

        assertThat(RawArguments.parse(arguments.words().toArray(String[]::new))).isEqualTo(arguments);
    }

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(() -> RawArguments.parse("sink").size())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'size' is missing");
    }

    @Test
    void refusesAWordWithoutAName() {
        assertThatThrownBy(() -> RawArguments.parse("sink", "100")).hasMessage("'100' is not 'name=value'");
    }
}
