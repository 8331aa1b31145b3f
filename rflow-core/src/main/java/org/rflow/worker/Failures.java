package org.rflow.worker;

import java.util.HashMap;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.component.Arrival;
import org.rflow.component.FailureHandler;
import org.rflow.message.Message;

/**
 * Takes the messages that components threw at: logs each with its type, counts and drops it (RF-130). After the first few of a
 * component only every thousandth is logged, so that a stream of poison does not fill the disk. Used only by the loop thread.
 */
final class Failures implements FailureHandler {
    private static final Logger LOG = LogManager.getLogger(Failures.class);
    private static final long LOGGED_FULLY = 20;
    private static final long THEN_EVERY = 1000;

    private final Map<String, Long> counts = new HashMap<>();

    @Override
    public void failed(String component, Arrival arrival, Message message, Exception cause) {
        long count = counts.merge(component, 1L, Long::sum);
        if (count <= LOGGED_FULLY || count % THEN_EVERY == 0) {
            LOG.error(
                    "component '{}' failed on a message of type '{}' from {}; the message is dropped ({} so far): {}",
                    component,
                    message.type(),
                    arrival.connection(),
                    count,
                    cause,
                    cause);
        }
    }
}
