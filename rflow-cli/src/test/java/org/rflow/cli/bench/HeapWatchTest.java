package org.rflow.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class HeapWatchTest {
    @Test
    void readsTheBytesOfAllObjects() {
        assertThat(HeapWatch.megabytes("""
                        42:
                         num     #instances         #bytes  class name (module)
                        -------------------------------------------------------
                           1:         17030        1583392  [B (java.base@17.0.15)
                           2:             3             96  Total
                        Total        101482       14000000
                        """)).isEqualTo(14.0);
    }

    @Test
    void refusesAnythingElse() {
        assertThatThrownBy(() -> HeapWatch.megabytes("42:\nno such command"))
                .isInstanceOf(BenchException.class)
                .hasMessage("the heap of a worker is not told: 42:\nno such command");
    }
}
