package org.rflow.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FlowStateTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INITIALIZED | SPAWNING ADOPTING
            SPAWNING    | CONFIGURING STOPPING
            CONFIGURING | CONNECTING STOPPING
            CONNECTING  | STARTING STOPPING
            STARTING    | RUNNING DRAINING STOPPING
            ADOPTING    | RUNNING DRAINING STOPPING
            RUNNING     | DRAINING STOPPING
            DRAINING    | STOPPING
            STOPPING    | STOPPED FAILED
            STOPPED     | ''
            FAILED      | ''
            """)
    void allowsTheseMovesOnly(FlowState from, String legal) {
        List<String> moves = Arrays.stream(FlowState.values())
                .filter(from::canBecome)
                .map(FlowState::name)
                .toList();

        assertThat(String.join(" ", moves)).isEqualTo(legal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PLANNED    | SPAWNED
            SPAWNED    | STARTED CONFIGURED RUNNING STOPPING STOPPED ERROR EXITED
            STARTED    | CONFIGURED RUNNING STOPPING STOPPED ERROR EXITED
            CONFIGURED | RUNNING STOPPING STOPPED ERROR EXITED
            RUNNING    | STOPPING STOPPED ERROR EXITED
            STOPPING   | STOPPED ERROR EXITED
            STOPPED    | ERROR EXITED
            ERROR      | EXITED
            EXITED     | SPAWNED
            """)
    void aWorkerMayMakeTheseMovesOnly(HandleState from, String legal) {
        List<String> moves = Arrays.stream(HandleState.values())
                .filter(from::canBecome)
                .map(HandleState::name)
                .toList();

        assertThat(String.join(" ", moves)).isEqualTo(legal);
    }
}
