package org.rflow.bus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.rflow.bus.FrameAdapter.Decoder;
import org.rflow.model.Counts;

/** Reads what peers say to the manager; {@link ManagerProxy} wrote it, or a program in another language. */
final class ManagerAdapter {
    private static final Map<String, Decoder<ManagerSide>> DECODERS = Map.of(
            "Register", ManagerAdapter::register,
            "Beacon", ManagerAdapter::beacon,
            "Reply", ManagerAdapter::reply,
            "Metrics", ManagerAdapter::metrics,
            "DeadLetterCounts", ManagerAdapter::deadLetters,
            "Log", ManagerAdapter::log,
            "Subscribe", in -> ManagerSide::onSubscribe);

    private ManagerAdapter() {}

    static FrameAdapter<ManagerSide> of(MalformedFrames malformed) {
        return new FrameAdapter<>(ManagerAdapter::decoder, malformed);
    }

    private static Optional<Decoder<ManagerSide>> decoder(String type) {
        Decoder<ManagerSide> decoder = DECODERS.get(type);
        return decoder != null
                ? Optional.of(decoder)
                : ClientCodec.KINDS.reader(type).map(fields -> in -> request(fields, in));
    }

    private static Consumer<ManagerSide> register(BodyReader in) {
        Registration registration = PeerCodec.readRegistration(in);
        return side -> side.onRegister(registration);
    }

    private static Consumer<ManagerSide> beacon(BodyReader in) {
        long number = in.number();
        Beacon beacon = PeerCodec.readBeacon(in);
        return side -> side.onBeacon(number, beacon);
    }

    private static Consumer<ManagerSide> reply(BodyReader in) {
        long id = in.number();
        Reply reply = ReplyCodec.read(in);
        return side -> side.onReply(id, reply);
    }

    private static Consumer<ManagerSide> metrics(BodyReader in) {
        List<Counts> counts = ReplyCodec.readAllCounts(in);
        return side -> side.onMetrics(counts);
    }

    private static Consumer<ManagerSide> deadLetters(BodyReader in) {
        List<LetterCount> letters = in.list(ClientCodec::readLetters);
        return side -> side.onDeadLetters(letters);
    }

    private static Consumer<ManagerSide> log(BodyReader in) {
        LogEvent event = PeerCodec.readLog(in);
        return side -> side.onLog(event);
    }

    private static Consumer<ManagerSide> request(Function<BodyReader, ? extends ClientRequest> fields, BodyReader in) {
        long id = in.number();
        ClientRequest request = fields.apply(in);
        return side -> side.onRequest(id, request);
    }
}
