package org.rflow.cli;

import java.util.List;
import java.util.Map;
import org.rflow.deadletters.DeadLetter;
import org.rflow.deadletters.LetterContent;

/** Dead letters for programs. Names and meanings stay as they are once released; new ones may come. */
record LetterJson(
        String letter,
        String time,
        String worker,
        String component,
        String port,
        String key,
        String connection,
        String type,
        int attempts,
        String cause,
        String identity,
        boolean replayed) {

    static LetterJson of(LetterSelection.Found found) {
        DeadLetter letter = found.letter();
        return new LetterJson(
                letter.name(),
                letter.time().toString(),
                letter.worker(),
                letter.component(),
                letter.port(),
                letter.key().orElse(""),
                letter.connection(),
                letter.type(),
                letter.attempts(),
                letter.cause(),
                letter.identity(),
                found.replayed());
    }

    /** The letter with what is in it. */
    record Whole(
            LetterJson head,
            String stack,
            String data,
            String schema,
            Map<String, String> properties,
            List<String> provenance,
            String problem) {
        static Whole of(LetterSelection.Found found) {
            LetterContent content = LetterContent.of(found.letter());
            return new Whole(
                    LetterJson.of(found),
                    found.letter().stack(),
                    content.data(),
                    content.schema(),
                    content.properties(),
                    content.provenance(),
                    content.problem());
        }
    }
}
