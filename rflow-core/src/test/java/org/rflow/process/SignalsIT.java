package org.rflow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class SignalsIT {
    private static final long OWN = ProcessHandle.current().pid();

    @Test
    void countsTheSignalsOfOneInstallation() {
        List<String> seen = new CopyOnWriteArrayList<>();

        try (var installed =
                Signals.install(List.of("USR1", "USR2"), (signal, count) -> seen.add(signal + " " + count))) {
            assertThat(installed.signals()).containsExactlyInAnyOrder("USR1", "USR2");
            assertThat(Signals.send(OWN, "USR1")).isTrue();
            await().until(() -> seen.size() == 1);
            assertThat(Signals.send(OWN, "USR2")).isTrue();
            await().until(() -> seen.size() == 2);
        }

        assertThat(seen).containsExactly("USR1 1", "USR2 2");
    }

    @Test
    void givesASignalBackToWhomItBelongedBefore() {
        List<String> seen = new CopyOnWriteArrayList<>();

        try (var outer = Signals.install(List.of("USR2"), (signal, count) -> seen.add("outer"))) {
            try (var inner = Signals.install(List.of("USR2"), (signal, count) -> seen.add("inner"))) {
                assertThat(inner.signals()).containsExactly("USR2");
                Signals.send(OWN, "USR2");
                await().until(() -> seen.size() == 1);
            }
            Signals.send(OWN, "USR2");
            await().until(() -> seen.size() == 2);
            assertThat(outer.signals()).containsExactly("USR2");
        }

        assertThat(seen).containsExactly("inner", "outer");
    }

    @Test
    void survivesAHandlerThatFails() {
        List<Integer> seen = new CopyOnWriteArrayList<>();

        try (var installed = Signals.install(List.of("USR2"), (signal, count) -> {
            seen.add(count);
            throw new IllegalStateException("on purpose");
        })) {
            Signals.send(OWN, "USR2");
            await().until(() -> seen.contains(1));
            Signals.send(OWN, "USR2");
            await().until(() -> seen.contains(2));
            assertThat(installed.signals()).hasSize(1);
        }
    }

    @Test
    void leavesOutWhatTheVmKeeps() {
        try (var installed = Signals.install(List.of("QUIT", "KILL", "NOSUCH", "USR2"), (signal, count) -> {})) {
            assertThat(installed.signals()).containsExactly("USR2");
        }
    }

    @Test
    void tellsThatThereIsNobodyToSignal() {
        assertThat(Signals.send(Integer.MAX_VALUE, "TERM")).isFalse();
    }
}
