package org.rflow.message;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Appends a processing event of one component to each message it sends (RF-162). The clock is read twice a turn, not per
 * message, and messages that come with equal headers leave with the same headers object, so they still share a run of a
 * batch. Used only by one loop thread.
 */
public final class ProvenanceStamp {
    private final String componentUuid;
    private final InstantSource clock;
    private Instant started;
    private @Nullable ProcessingEvent event;
    private @Nullable Headers lastHeaders;
    private @Nullable Headers lastStamped;

    public ProvenanceStamp(String componentUuid, InstantSource clock) {
        this.componentUuid = componentUuid;
        this.clock = clock;
        this.started = clock.instant();
    }

    /** The component is given its next message or run of messages. */
    public void begin() {
        started = clock.instant();
        event = null;
        lastHeaders = null;
        lastStamped = null;
    }

    /** The message with an event that began at {@link #begin} and ended when the first message after it was stamped. */
    public Message stamp(Message message) {
        Headers stamped = lastStamped;
        if (stamped == null || !message.headers().equals(lastHeaders)) {
            stamped = message.headers().withEvent(event());
            lastHeaders = message.headers();
            lastStamped = stamped;
        }
        return message.withHeaders(stamped);
    }

    private ProcessingEvent event() {
        ProcessingEvent current = event;
        if (current == null) {
            current = ProcessingEvent.of(componentUuid).withStart(started).withCompletion(clock.instant());
            event = current;
        }
        return current;
    }
}
