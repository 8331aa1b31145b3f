package org.rflow.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class HeapWatchTest {
    @Test
    void addsUpTheGenerationsAsJava17WritesThem() {
        assertThat(HeapWatch.megabytes("""
                        42:
                         def new generation   total 78656K, used 1000K [0x00000000f0000000, 0x00000000f5550000)
                          eden space 69952K,   2% used [0x00000000f0000000, 0x00000000f4450000)
                         tenured generation   total 174784K, used 2000K [0x00000000f5550000, 0x0000000100000000)
                         Metaspace       used 9000K, committed 9100K, reserved 1114112K
                        """)).isEqualTo(3.072);
    }

    @Test
    void addsUpTheGenerationsAsJava25WritesThem() {
        assertThat(HeapWatch.megabytes("""
                        42:
                        DefNew     total 78656K, used 1000K [0x00000000f0000000, 0x00000000f5550000)
                        Tenured    total 174784K, used 2000K [0x00000000f5550000, 0x0000000100000000)
                        """)).isEqualTo(3.072);
    }

    @Test
    void refusesAHeapOfAnotherKind() {
        assertThatThrownBy(() -> HeapWatch.megabytes("garbage-first heap   total 262144K, used 20000K"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("two generations were expected");
    }
}
