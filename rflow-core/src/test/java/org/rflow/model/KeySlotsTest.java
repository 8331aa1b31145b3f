package org.rflow.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeySlotsTest {

    /** Vectors of Wikipedia, "MurmurHash", and of Ian Boyd, stackoverflow.com/a/31929528; all with seed 0. */
    @ParameterizedTest
    @CsvSource({
        "'',00000000",
        "21436587,f55b516b",
        "214365,7e4a8634",
        "2143,a0f7b07a",
        "21,72661cf4",
        "ffffffff,76293b50",
        "00000000,2362f9de",
        "000000,85f0b427",
        "0000,30f4c306",
        "00,514e28b7",
    })
    void hashesBytesAsMurmur3Does(String bytes, String hash) {
        assertThat(KeySlots.murmur3(HexFormat.of().parseHex(bytes))).isEqualTo((int) Long.parseLong(hash, 16));
    }

    @ParameterizedTest
    @CsvSource({
        "test,ba6bd213",
        "'Hello, world!',c0363e43",
        "The quick brown fox jumps over the lazy dog,2e4ff723",
    })
    void hashesTextAsMurmur3Does(String text, String hash) {
        int expected = (int) Long.parseLong(hash, 16);

        assertThat(KeySlots.murmur3(text.getBytes(UTF_8))).isEqualTo(expected);
        assertThat(KeySlots.of(text)).isEqualTo(expected & 0xff);
    }

    @Test
    void givesEachWorkerOneRangeOfSlots() {
        for (int workers = 1; workers <= KeySlots.COUNT; workers++) {
            int count = workers;
            int[] owners = IntStream.range(0, KeySlots.COUNT)
                    .map(slot -> KeySlots.owner(slot, count))
                    .toArray();

            assertThat(owners).isSorted();
            assertThat(IntStream.of(owners).distinct().toArray())
                    .containsExactly(IntStream.range(0, workers).toArray());
        }
    }
}
