package org.rflow.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import org.rflow.message.DataTypes;
import org.rflow.message.EnvelopeCodec;
import org.rflow.message.Message;
import org.rflow.message.MessageException;
import org.rflow.message.ProcessingEvent;

/** What is in the message of a dead letter, as people read it. {@code problem} says why there is nothing else, or is empty. */
public record LetterContent(
        String data, String schema, Map<String, String> properties, List<String> provenance, String problem) {
    public LetterContent {
        properties = Map.copyOf(properties);
        provenance = List.copyOf(provenance);
    }

    public static LetterContent of(DeadLetter letter) {
        if (letter.form() != DeadLetter.Form.ENVELOPE) {
            return nothing(
                    letter.form() == DeadLetter.Form.BATCH
                            ? "a batch that could not be read, "
                                    + letter.bytes().remaining() + " bytes"
                            : "the message could not be written down");
        }
        try {
            Message message = message(letter, new DataTypes());
            return new LetterContent(
                    message.text(),
                    message.type().schemaText(),
                    message.properties(),
                    message.provenance().stream().map(LetterContent::step).toList(),
                    "");
        } catch (MessageException e) {
            return nothing(letter.bytes().remaining() + " bytes that do not decode: " + e.getMessage());
        }
    }

    /** The message of a letter that is {@linkplain DeadLetter#isReplayable replayable}; {@link MessageException} when it does not decode. */
    public static Message message(DeadLetter letter, DataTypes types) {
        byte[] envelope = new byte[letter.bytes().remaining()];
        letter.bytes().get(envelope);
        return new EnvelopeCodec().decode(letter.type().getBytes(UTF_8), envelope, types);
    }

    private static LetterContent nothing(String problem) {
        return new LetterContent("", "", Map.of(), List.of(), problem);
    }

    private static String step(ProcessingEvent event) {
        return event.componentInstanceUuid() + " " + event.startedAt().orElse("?") + " to "
                + event.completedAt().orElse("?");
    }
}
