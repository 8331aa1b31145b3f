package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.rflow.message.CoreTypes;
import org.rflow.message.Headers;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.ComponentTester.Mode;

final class LogTest {
    private static final Message UNREADABLE = Message.encoded(CoreTypes.TEXT, Headers.NONE, new byte[] {100}, 0, 1);

    @Test
    void logsEachMessageAsTextAtTheGivenLevelAfterThePrefix() {
        try (RecordingLog log = new RecordingLog(Level.ALL)) {
            log(1).option("level", "warn")
                    .option("prefix", "saw ")
                    .send(1, "two", Map.of("three", "3"))
                    .expect("errored");

            assertThat(log.lines()).containsExactly("WARN saw 1", "WARN saw two", "WARN saw {\"three\": \"3\"}");
        }
    }

    @Test
    void logsAtInfoByDefaultAndLeavesBracesInTheTextAlone() {
        try (RecordingLog log = new RecordingLog(Level.ALL)) {
            log(1).send("{} ${java:os}").expect("errored");

            assertThat(log.lines()).containsExactly("INFO {} ${java:os}");
        }
    }

    @Test
    void logsTheFirstOfEverySample() {
        try (RecordingLog log = new RecordingLog(Level.ALL)) {
            log(3).send(1, 2, 3, 4, 5, 6, 7).expect("errored");

            assertThat(log.lines()).containsExactly("INFO 1", "INFO 4", "INFO 7");
        }
    }

    @Test
    void doesNotReadWhatIsNotLogged() {
        try (RecordingLog log = new RecordingLog(Level.WARN)) {
            log(1).send(UNREADABLE).expect("errored");

            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void sendsWhatCannotBeReadToErrored() {
        try (RecordingLog log = new RecordingLog(Level.ALL)) {
            ComponentTester tester = log(1).send(UNREADABLE, "fine");

            assertThat(tester.sent("errored")).hasSize(1);
            assertThat(log.lines()).containsExactly("INFO fine");
        }
    }

    @Test
    void refusesASampleBelowOne() {
        log(0).expectProblem("option 'sample': 0 is below 1");
    }

    private static ComponentTester log(int sample) {
        return ComponentTester.of(Log::new)
                .option("sample", Integer.toString(sample))
                .modes(Mode.ALL_AT_ONCE);
    }
}
