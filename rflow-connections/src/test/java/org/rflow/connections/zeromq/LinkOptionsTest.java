package org.rflow.connections.zeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LinkOptionsTest {
    @Test
    void holdsSixteenBatchesUnlessToldOtherwise() {
        assertThat(LinkOptions.of(Map.of())).isEqualTo(new LinkOptions(131072, 16 * 131072, 131072, 64 << 20));
        assertThat(LinkOptions.of(Map.of("batch_bytes", "1000")))
                .isEqualTo(new LinkOptions(131072, 16000, 1000, 64 << 20));
        assertThat(LinkOptions.of(Map.of("window_bytes", " 77 ", "window_records", "1")))
                .isEqualTo(new LinkOptions(1, 77, 131072, 64 << 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "0", "-1", "1.5", "99999999999"})
    void saysWhatIsWrongWithAValue(String value) {
        assertThatThrownBy(() -> LinkOptions.of(Map.of("window_records", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("option 'window_records' of a connection cannot be '" + value
                        + "': write a number from 1 to 1073741824");
    }
}
