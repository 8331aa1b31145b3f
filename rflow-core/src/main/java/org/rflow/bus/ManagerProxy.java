package org.rflow.bus;

import java.util.List;
import org.rflow.model.Counts;

/** Writes what a peer says to the manager; {@link ManagerAdapter} reads it. */
final class ManagerProxy {
    private ManagerProxy() {}

    static byte[][] register(Registration registration) {
        return BusFrame.of("Register", new BodyWriter().nested(registration, PeerCodec::writeRegistration));
    }

    static byte[][] beacon(long number, Beacon beacon) {
        return BusFrame.of("Beacon", new BodyWriter().number(number).nested(beacon, PeerCodec::writeBeacon));
    }

    static byte[][] reply(long id, Reply reply) {
        return BusFrame.of("Reply", new BodyWriter().number(id).nested(reply, ReplyCodec::write));
    }

    static byte[][] metrics(List<Counts> counts) {
        return BusFrame.of("Metrics", new BodyWriter().nested(counts, ReplyCodec::writeAllCounts));
    }

    static byte[][] deadLetters(List<LetterCount> letters) {
        return BusFrame.of("DeadLetterCounts", new BodyWriter().list(letters, ClientCodec::writeLetters));
    }

    static byte[][] log(LogEvent event) {
        return BusFrame.of("Log", new BodyWriter().nested(event, PeerCodec::writeLog));
    }

    static byte[][] request(long id, ClientRequest request) {
        return BusFrame.of(
                ClientCodec.KINDS.name(request), new BodyWriter().number(id).nested(request, ClientCodec.KINDS::write));
    }

    static byte[][] subscribe() {
        return BusFrame.of("Subscribe", new BodyWriter());
    }
}
