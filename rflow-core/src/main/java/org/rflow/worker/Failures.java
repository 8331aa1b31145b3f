package org.rflow.worker;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Arrival;
import org.rflow.component.FailedMessage;
import org.rflow.component.FailureHandler;
import org.rflow.connection.Undecodable;
import org.rflow.deadletters.DeadLetter;
import org.rflow.deadletters.DeadLetter.Form;
import org.rflow.message.EnvelopeCodec;
import org.rflow.message.Lineage;
import org.rflow.message.MessageException;

/**
 * Makes dead letters of messages that components gave up on or that could not be decoded. The first few of each component are logged
 * with the stack, then only every thousandth, so that a stream of poison does not fill the disk twice. Used only by the loop thread.
 */
final class Failures implements FailureHandler {
    private static final Logger LOG = LogManager.getLogger(Failures.class);
    private static final long LOGGED_FULLY = 20;
    private static final long THEN_EVERY = 1000;
    private static final int MOST_TEXT = 16 << 10;
    private static final byte[] NO_BYTES = {};

    private final String worker;
    private final Letters letters;
    private final InstantSource clock;
    private final EnvelopeCodec codec = new EnvelopeCodec();
    private final Map<String, Long> counts = new HashMap<>();

    Failures(String worker, Letters letters, InstantSource clock) {
        this.worker = worker;
        this.letters = letters;
        this.clock = clock;
    }

    @Override
    public void failed(FailedMessage failed) {
        byte[] envelope = NO_BYTES;
        Form form = Form.ENVELOPE;
        String cause = FailedMessage.reason(failed.cause());
        try {
            envelope = codec.encode(failed.message());
        } catch (MessageException unwritable) {
            form = Form.NOTHING;
            cause += "; and the message cannot be written down: " + unwritable.getMessage();
        }
        DeadLetter letter = new DeadLetter(
                0,
                clock.instant(),
                worker,
                failed.component(),
                failed.arrival().port().name(),
                Optional.ofNullable(failed.arrival().key()),
                failed.arrival().connection(),
                shortened(cause),
                stack(failed.cause()),
                failed.attempts(),
                identity(failed.who()),
                failed.message().type().name(),
                form,
                ByteBuffer.wrap(envelope));
        keep(letter, "failed on a message of type '" + letter.type() + "'", failed.cause());
    }

    /** Messages came that cannot be read. */
    void undecodable(String component, Arrival arrival, Undecodable what) {
        DeadLetter letter = new DeadLetter(
                0,
                clock.instant(),
                worker,
                component,
                arrival.port().name(),
                Optional.ofNullable(arrival.key()),
                arrival.connection(),
                shortened(String.valueOf(what.cause().getMessage())),
                "",
                0,
                "",
                what.type(),
                what.isBatch() ? Form.BATCH : Form.ENVELOPE,
                what.bytes());
        keep(letter, "was sent a message of type '" + what.type() + "' that cannot be decoded", null);
    }

    private void keep(DeadLetter letter, String what, @Nullable Exception cause) {
        Optional<DeadLetter> kept = letters.add(letter);
        long count = counts.merge(letter.component(), 1L, Long::sum);
        if (count <= LOGGED_FULLY || count % THEN_EVERY == 0) {
            LOG.error(
                    "component '{}' {} from {}; {} ({} so far): {}",
                    letter.component(),
                    what,
                    letter.connection(),
                    kept.map(written -> "it is dead letter " + written.name()).orElse("it cannot be kept"),
                    count,
                    letter.cause(),
                    cause);
        }
    }

    private static String identity(Lineage.@Nullable Point who) {
        return who == null || who.origin() == Lineage.NO_ORIGIN.id()
                ? ""
                : Long.toHexString(who.origin()) + "/" + Long.toHexString(who.position()) + "/"
                        + Long.toHexString(who.path());
    }

    private static String stack(Exception cause) {
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        return shortened(text.toString());
    }

    private static String shortened(String text) {
        return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "…";
    }
}
