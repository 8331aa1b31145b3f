package org.rflow.connections.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WindowTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void growsToWhatAFastReceiverProcessesInFiftyMilliseconds() {
        Window window = new Window(1_000_000);
        assertThat(window.records()).isEqualTo(64);

        process(window, 1_000_000, 40);

        assertThat(window.records()).isEqualTo(50_000);
    }

    @Test
    void atMostDoublesAndHalvesAtATime() {
        Window window = new Window(1_000_000);
        window.begin(0, 0);

        window.adapt(1000, 1);
        assertThat(window.records()).isEqualTo(128);
        window.adapt(2000, 2);
        assertThat(window.records()).isEqualTo(256);
        window.adapt(2001, SECOND);
        assertThat(window.records()).isEqualTo(128);
    }

    @Test
    void staysBelowTheOptionAndHasRoomForTheSlowest() {
        Window few = new Window(5);
        Window many = new Window(1000);

        process(few, 1_000_000, 40);
        process(many, 1_000_000, 40);
        assertThat(few.records()).isEqualTo(5);
        assertThat(many.records()).isEqualTo(1000);
        process(few, 1, 40);
        process(many, 1, 40);
        assertThat(few.records()).isEqualTo(5);
        assertThat(many.records()).isEqualTo(64);
    }

    @Test
    void doesNotCountTheTimeInWhichThereWasNothingToDo() {
        Window window = new Window(1_000_000);
        process(window, 1_000_000, 40);

        window.begin(7, 100 * SECOND);
        window.adapt(7 + 1000, 100 * SECOND + SECOND / 1000);

        assertThat(window.records()).isEqualTo(50_000);
    }

    @Test
    void staysWhenNothingWasProcessed() {
        Window window = new Window(1_000_000);
        window.begin(0, 0);

        window.adapt(0, SECOND);

        assertThat(window.records()).isEqualTo(64);
    }

    private static void process(Window window, long perSecond, int times) {
        window.begin(0, 0);
        for (int i = 1; i <= times; i++) {
            window.adapt(i * perSecond, i * SECOND);
        }
    }
}
