package org.rflow.bus;

/** Writes what the manager says to a peer; {@link PeerAdapter} reads it. */
final class PeerProxy {
    private PeerProxy() {}

    static byte[][] registered(Admission admission) {
        return BusFrame.of("Registered", new BodyWriter().nested(admission, PeerCodec::writeAdmission));
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
