package org.rflow.bus;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.rflow.bus.FrameAdapter.Decoder;

/** Reads what the manager says to a peer; {@link PeerProxy} wrote it. */
final class PeerAdapter {
    private static final Map<String, Decoder<PeerSide>> DECODERS = Map.of(
            "Registered", PeerAdapter::registered,
            "RegisterAgain", in -> PeerSide::onRegisterAgain,
            "Heard", PeerAdapter::heard,
            "ClientReply", PeerAdapter::clientReply,
            "Event", PeerAdapter::event);

    private PeerAdapter() {}

    static FrameAdapter<PeerSide> of(MalformedFrames malformed) {
        return new FrameAdapter<>(PeerAdapter::decoder, malformed);
    }

    private static Optional<Decoder<PeerSide>> decoder(String type) {
        Decoder<PeerSide> decoder = DECODERS.get(type);
        return decoder != null
                ? Optional.of(decoder)
                : CommandCodec.KINDS.reader(type).map(fields -> in -> command(fields, in));
    }

    private static Consumer<PeerSide> registered(BodyReader in) {
        Admission admission = PeerCodec.readAdmission(in);
        return side -> side.onRegistered(admission);
    }

    private static Consumer<PeerSide> heard(BodyReader in) {
        long number = in.number();
        return side -> side.onHeard(number);
    }

    private static Consumer<PeerSide> command(Function<BodyReader, ? extends Command> fields, BodyReader in) {
        CommandHeader header = CommandHeader.read(in);
        Command command = CommandCodec.read(header, fields, in);
        return side -> side.onCommand(header, command);
    }

    private static Consumer<PeerSide> clientReply(BodyReader in) {
        long id = in.number();
        ClientReply reply = ClientCodec.readReply(in);
        return side -> side.onClientReply(id, reply);
    }

    private static Consumer<PeerSide> event(BodyReader in) {
        long dropped = in.number();
        Event event = PeerCodec.readEvent(in);
        return side -> side.onEvent(dropped, event);
    }
}
