package org.rflow.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProcessingEventTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-22T10:15:30Z, 2026-11-22T10:15:30.000000Z",
        "2026-11-22T10:15:30.1Z, 2026-11-22T10:15:30.100000Z",
        "2026-11-22T10:15:30.123456Z, 2026-11-22T10:15:30.123456Z",
        "2026-11-22T10:15:30.123456789Z, 2026-11-22T10:15:30.123456Z",
        "2026-11-22T10:15:30+01:00, 2026-11-22T10:15:30.000000+01:00",
        "2026-11-22T10:15:30, 2026-11-22T10:15:30.000000Z"
    })
    void writesTimesWithMicroseconds(String given, String written) {
        ProcessingEvent event = ProcessingEvent.of(Map.of("component_instance_uuid", "u", "started_at", given));

        assertThat(event.startedAt()).hasValue(written);
        assertThat(event.completedAt()).isEmpty();
        assertThat(ProcessingEvent.of(Map.of("component_instance_uuid", "u", "started_at", written)))
                .isEqualTo(event);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "bad time string", "2026-11-22", "2026-13-22T10:15:30Z", "2026-02-30T10:15:30Z", "10:15:30"})
    void refusesTextThatIsNoTime(String text) {
        assertThatThrownBy(() -> new ProcessingEvent("u", Optional.empty(), Optional.of(text), Optional.empty()))
                .isInstanceOf(MessageException.class)
                .hasMessage("invalid date: \"" + text + "\"");
    }

    @Test
    void takesTimesAsValues() {
        Instant start = Instant.parse("2026-11-22T10:15:30.5Z");

        ProcessingEvent event = ProcessingEvent.of("u").withStart(start).withCompletion(start.plusSeconds(1));

        assertThat(event.startedAt()).hasValue("2026-11-22T10:15:30.500000Z");
        assertThat(event.startTime()).hasValue(start);
        assertThat(event.completionTime()).hasValue(start.plusSeconds(1));
        assertThat(ProcessingEvent.of(Map.of(
                        "component_instance_uuid", "u", "started_at", start, "completed_at", start.plusSeconds(1))))
                .isEqualTo(event);
    }

    @Test
    void givesEveryReaderOfTheContextItsOwnPosition() {
        ProcessingEvent event = ProcessingEvent.of("u").withContext(new byte[] {1, 2, 3});

        event.context().orElseThrow().get();

        assertThat(event.context()).hasValue(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(event.context().orElseThrow().isReadOnly()).isTrue();
    }

    @Test
    void needsAComponent() {
        assertThatThrownBy(() -> ProcessingEvent.of(Map.of("started_at", Instant.EPOCH)))
                .isInstanceOf(MessageException.class)
                .hasMessage("a processing event needs a component_instance_uuid");
    }

    @Test
    void stampsTheMessagesOfATurnWithTheSameHeaders() {
        AtomicInteger asked = new AtomicInteger();
        InstantSource clock = () -> Instant.EPOCH.plusSeconds(asked.incrementAndGet());
        ProvenanceStamp stamp = new ProvenanceStamp("u", clock);
        ProcessingEvent before = ProcessingEvent.of("before");
        stamp.begin();

        List<Message> stamped = List.of(
                stamp.stamp(Message.of(1).withEvent(before)),
                stamp.stamp(Message.of(2).withEvent(before)),
                stamp.stamp(Message.of(3)));

        ProcessingEvent event = ProcessingEvent.of("u")
                .withStart(Instant.EPOCH.plusSeconds(2))
                .withCompletion(Instant.EPOCH.plusSeconds(3));
        assertThat(stamped.get(0).provenance()).containsExactly(before, event);
        assertThat(stamped.get(1).headers()).isSameAs(stamped.get(0).headers());
        assertThat(stamped.get(2).provenance()).containsExactly(event);
        assertThat(asked).hasValue(3);
    }
}
