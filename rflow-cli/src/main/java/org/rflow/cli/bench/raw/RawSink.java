package org.rflow.cli.bench.raw;

import java.io.IOException;
import org.rflow.cli.bench.ends.Tally;

/** Receives until the sender's last message, checks and measures, and leaves a report. */
final class RawSink {
    static final String BEGUN = "begun";
    static final String ENDED = "ended";

    private final RawArguments arguments;

    RawSink(RawArguments arguments) {
        this.arguments = arguments;
    }

    void run() throws IOException {
        Tally tally = arguments.number(RawArguments.RATE) == 0
                ? Tally.ofMany(arguments.timing())
                : Tally.ofTimes(arguments.timing());
        String name = arguments.text(RawArguments.NAME);
        Meeting meeting = arguments.meeting();
        try (RawReceiver receiver =
                RawWire.valueOf(arguments.text(RawArguments.WIRE)).receiver(arguments)) {
            receiver.receive(tally);
            meeting.tell(BEGUN, name);
            while (!tally.isEnded()) {
                receiver.receive(tally);
            }
        }
        tally.report().write(arguments.directory(), name);
        meeting.tell(ENDED, name);
    }
}
