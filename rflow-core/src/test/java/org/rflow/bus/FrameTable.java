package org.rflow.bus;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.rflow.model.Counts;

/** Every type of frame with a filled sample; reading one gives the values it was written from, in order. */
final class FrameTable {
    /** Where a frame goes. */
    enum Side {
        MANAGER,
        PEER
    }

    /** One type of frame. */
    static final class Row {
        private final Side side;
        private final byte[][] frames;
        private final List<Object> values;

        private Row(Side side, byte[][] frames, List<Object> values) {
            this.side = side;
            this.frames = frames;
            this.values = values;
        }

        String type() {
            return new String(frames[1], US_ASCII);
        }

        Schema schema() {
            return FrameTable.schema(type());
        }

        byte[] marker() {
            return frames[0].clone();
        }

        /** In words. */
        String direction() {
            return side == Side.MANAGER ? "to the manager" : "from the manager";
        }

        byte[] body() {
            return frames[2].clone();
        }

        List<Object> values() {
            return values;
        }

        /** What the side is called with when this body comes in a frame of this type; nothing when it is malformed. */
        List<Object> read(byte[] body, MalformedFrames malformed) {
            return FrameTable.read(side, new byte[][] {frames[0], frames[1], body}, malformed);
        }

        @Override
        public String toString() {
            return type();
        }
    }

    private FrameTable() {}

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>(List.of(
                toManager(ManagerProxy.register(Samples.registration()), Samples.registration()),
                toManager(ManagerProxy.beacon(7, Samples.beacon()), 7L, Samples.beacon()),
                toManager(ManagerProxy.reply(8, Samples.reply()), 8L, Samples.reply()),
                toManager(
                        ManagerProxy.metrics(List.of(Samples.counts(1), Samples.counts(2))),
                        List.of(Samples.counts(1), Samples.counts(2))),
                toManager(ManagerProxy.deadLetters(Samples.letters()), Samples.letters()),
                toManager(ManagerProxy.log(Samples.log()), Samples.log()),
                toManager(ManagerProxy.subscribe(), "subscribe"),
                toPeer(PeerProxy.registered(Samples.refusal("no")), Samples.refusal("no")),
                toPeer(PeerProxy.registerAgain(), "register again"),
                toPeer(PeerProxy.heard(9), 9L),
                toPeer(PeerProxy.event(10, Samples.event(1)), 10L, Samples.event(1)),
                toPeer(
                        PeerProxy.clientReply(
                                11, new ClientReply(Optional.of("e"), Optional.of(Samples.status()), "t")),
                        11L,
                        new ClientReply(Optional.of("e"), Optional.of(Samples.status()), "t"))));
        CommandHeader header = new CommandHeader(Long.MAX_VALUE, 5, 9);
        Samples.commands().forEach(each -> rows.add(toPeer(PeerProxy.command(header, each), header, each)));
        Samples.requests().forEach(each -> rows.add(toManager(ManagerProxy.request(12, each), 12L, each)));
        return rows;
    }

    private static Row toManager(byte[][] frames, Object... values) {
        return new Row(Side.MANAGER, frames, Arrays.asList(values));
    }

    private static Row toPeer(byte[][] frames, Object... values) {
        return new Row(Side.PEER, frames, Arrays.asList(values));
    }

    static Schema schema(String type) {
        String resource = "/schemas/management/" + type + ".avsc";
        try (InputStream in = FrameTable.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new AssertionError(resource + " is missing");
            }
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the side is called with; nothing when the frames were malformed. */
    static List<Object> read(Side side, byte[][] frames, MalformedFrames malformed) {
        Recorder recorder = new Recorder();
        if (side == Side.MANAGER) {
            ManagerAdapter.of(malformed).dispatch(frames, 0, recorder);
        } else {
            PeerAdapter.of(malformed).dispatch(frames, 0, recorder);
        }
        return recorder.values;
    }

    /** Notes the arguments of its one call. */
    private static final class Recorder implements ManagerSide, PeerSide {
        private final List<Object> values = new ArrayList<>();

        private void note(Object... arguments) {
            values.addAll(Arrays.asList(arguments));
        }

        @Override
        public void onRegister(Registration registration) {
            note(registration);
        }

        @Override
        public void onBeacon(long number, Beacon beacon) {
            note(number, beacon);
        }

        @Override
        public void onReply(long id, Reply reply) {
            note(id, reply);
        }

        @Override
        public void onMetrics(List<Counts> counts) {
            note(counts);
        }

        @Override
        public void onDeadLetters(List<LetterCount> letters) {
            note(letters);
        }

        @Override
        public void onLog(LogEvent event) {
            note(event);
        }

        @Override
        public void onRequest(long id, ClientRequest request) {
            note(id, request);
        }

        @Override
        public void onSubscribe() {
            note("subscribe");
        }

        @Override
        public void onRegistered(Admission admission) {
            note(admission);
        }

        @Override
        public void onRegisterAgain() {
            note("register again");
        }

        @Override
        public void onHeard(long number) {
            note(number);
        }

        @Override
        public void onCommand(CommandHeader header, Command command) {
            note(header, command);
        }

        @Override
        public void onClientReply(long id, ClientReply reply) {
            note(id, reply);
        }

        @Override
        public void onEvent(long dropped, Event event) {
            note(dropped, event);
        }
    }
}
