package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rflow.cli.Footprints.Kind;

final class FootprintsTest {
    private final Footprints footprints = new Footprints();

    @Test
    void whatComesAndGoesHasNotGrown() {
        for (int i = 0; i < 30; i++) {
            footprints.add("sink-1", 4711, Kind.DESCRIPTORS, 50 + i % 7);
        }

        assertThat(footprints.grown()).isEmpty();
        assertThat(footprints.count("sink-1", Kind.DESCRIPTORS)).isEqualTo(30);
    }

    @Test
    void oneDescriptorMoreWithEverySecondLookIsGrowthOfTheProcess() {
        for (int i = 0; i < 30; i++) {
            footprints.add("sink-1", 4711, Kind.DESCRIPTORS, 50 + i / 2);
        }

        assertThat(footprints.grown()).hasSize(2).allMatch(line -> line.startsWith("DESCRIPTORS of sink-1"));
    }

    @Test
    void whatEachReplacementHasMoreOfIsGrowthOfTheWorker() {
        for (int i = 0; i < 30; i++) {
            footprints.add("count-1", i, Kind.HEAP_BYTES, 5_000_000 + 300_000 * i);
        }

        assertThat(footprints.grown()).singleElement().asString().startsWith("HEAP_BYTES of count-1: [5000000, ");
    }

    @Test
    void aProcessOfThisMachineHasDescriptorsAndThreads() throws Exception {
        footprints.look("this", ProcessHandle.current().pid());

        assertThat(new KernelView(ProcessHandle.current().pid()).descriptors()).isGreaterThan(3);
        assertThat(new KernelView(ProcessHandle.current().pid()).threads()).isGreaterThan(3);
        assertThat(footprints.count("this", Kind.THREADS)).isEqualTo(1);
    }
}
