package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.rflow.message.CoreTypes;
import org.rflow.message.Headers;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.ComponentTester.Mode;

final class DropTest {
    @Test
    void tellsAtTheEndHowManyMessagesItTook() {
        Message unreadable = Message.encoded(CoreTypes.TEXT, Headers.NONE, new byte[] {100}, 0, 1);
        try (RecordingLog log = new RecordingLog(Level.INFO)) {
            ComponentTester.of(Drop::new)
                    .modes(Mode.ALL_AT_ONCE)
                    .send(1, "two", unreadable)
                    .expectFailure();

            assertThat(log.lines()).containsExactly("INFO tested dropped 3 messages");
        }
    }
}
