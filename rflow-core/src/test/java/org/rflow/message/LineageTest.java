package org.rflow.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LineageTest {
    private static final long EDGE = 3;

    @Test
    void aSourceThatIsAskedAgainSendsTheSameMessages() {
        assertThat(second(0)).isEqualTo(second(0));
        assertThat(second(1)).isEqualTo(second(1));
    }

    @Test
    void messagesOfAnotherSeriesAreOthersUnderTheSameNumbers() {
        assertThat(second(1).position()).isEqualTo(second(0).position());
        assertThat(second(1).path()).isNotEqualTo(second(0).path());
        assertThat(second(2).path()).isNotEqualTo(second(1).path());
    }

    /** Who the second message of a source is. */
    private static Identity second(int series) {
        Lineage lineage = new Lineage();
        Lineage.Origin origin = new Lineage.Origin(7, 0);
        lineage.asked(origin);
        origin.series(series);
        for (int i = 0; i < 2; i++) {
            lineage.sending();
            lineage.sent();
        }
        return new Identity(lineage.origin(), lineage.position(), lineage.path(EDGE));
    }

    private record Identity(long origin, long position, long path) {}
}
