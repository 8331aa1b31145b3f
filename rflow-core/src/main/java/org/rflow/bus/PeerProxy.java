package org.rflow.bus;

import java.util.Optional;

/** Writes what the manager says to a peer; {@link PeerAdapter} reads it. */
final class PeerProxy {
    private PeerProxy() {}

    static byte[][] registered(Optional<String> error) {
        return BusFrame.of("Registered", new BodyWriter().optionalText(error).integer(BusFrame.VERSION));
    }

    static byte[][] registerAgain() {
        return BusFrame.of("RegisterAgain", new BodyWriter());
    }

    static byte[][] heard(long number) {
        return BusFrame.of("Heard", new BodyWriter().number(number));
    }

    static byte[][] command(CommandHeader header, Command command) {
        BodyWriter body = new BodyWriter();
        header.write(body);
        CommandCodec.KINDS.write(command, body);
        return BusFrame.of(CommandCodec.KINDS.name(command), body);
    }

    static byte[][] clientReply(long id, ClientReply reply) {
        return BusFrame.of("ClientReply", new BodyWriter().number(id).nested(reply, ClientCodec::writeReply));
    }

    static byte[][] event(long dropped, Event event) {
        return BusFrame.of("Event", new BodyWriter().number(dropped).nested(event, PeerCodec::writeEvent));
    }
}
