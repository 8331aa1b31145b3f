package org.rflow.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.rflow.cli.bench.raw.RawMain;
import org.rflow.cli.bench.raw.RawWire;
import org.rflow.model.Flow;

/** The measures there are, the most telling first. */
final class Measures {
    private static final String HOP = "hop";
    private static final String RFLOW = "RFlow";
    private static final String JEROMQ = "JeroMQ, a message a frame";
    private static final String AGAIN = "the same again (A/A)";
    private static final String SELDOM = "1h";
    private static final int USUAL = 100;
    private static final int LITTLE = 16;
    private static final int SINKS = 3;
    private static final int SIBLINGS = 5;

    private Measures() {}

    /** In the quick form the references that tell less are left out. */
    static List<Measure> all(boolean quick) {
        List<Measure> measures = List.of(
                hop(quick),
                relay(),
                latency(),
                guarantee(quick),
                broadcast(),
                fused(),
                typed(),
                codec(),
                slow(),
                counters(quick),
                RowTrials.measure(quick),
                StartTrials.measure(),
                connections(quick),
                libZmq(),
                endurance());
        return quick ? measures.stream().map(Measures::quick).toList() : measures;
    }

    /** One measure is enough to show how much the machine moves by itself. */
    private static Measure quick(Measure measure) {
        return measure.name().equals(HOP) ? measure : measure.without(AGAIN);
    }

    private static Measure hop(boolean quick) {
        return new Measure(
                HOP,
                "from one process to another, opaque messages as fast as they are taken",
                List.of(
                        hop(LITTLE, "≥ 8 x", quick),
                        hop(USUAL, "≥ 3.5 x", quick),
                        hop(1024, "≥ 2.2 x", quick),
                        hop(10_240, "≥ 2.5 x", quick)));
    }

    private static Case hop(int size, String aim, boolean quick) {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(Contender.of(JEROMQ, RawTrials.hop(RawWire.FRAMES, size)));
        contenders.add(rflow("", aim, room -> BenchFlows.hop(room, size), Verdict.RATE));
        if (size == USUAL || !quick) {
            contenders.add(Contender.of("JeroMQ, naive batches", RawTrials.hop(RawWire.BATCHES, size)));
            contenders.add(Contender.of("plain TCP, batches", RawTrials.hop(RawWire.NIO, size)));
            contenders.add(Contender.of("shared memory, Agrona's ring", RawTrials.hop(RawWire.RING, size)));
        }
        if (size == USUAL) {
            contenders.add(Contender.of(AGAIN, RawTrials.hop(RawWire.FRAMES, size)));
        }
        return new Case(Integer.toString(size), size + " B", Unit.MESSAGES_PER_SECOND, contenders);
    }

    private static Measure relay() {
        return new Measure(
                "relay",
                "through three processes, the one in the middle passing on",
                List.of(Case.of(
                        "100",
                        USUAL + " B",
                        Unit.MESSAGES_PER_SECOND,
                        Contender.of(JEROMQ, RawTrials.relay(USUAL)),
                        rflow(", not looking", "≥ 3 x", room -> BenchFlows.relay(room, USUAL, false), Verdict.RATE),
                        rflow(
                                ", each message seen",
                                "≥ 2 x",
                                room -> BenchFlows.relay(room, USUAL, true),
                                Verdict.RATE),
                        Contender.of(AGAIN, RawTrials.relay(USUAL)))));
    }

    private static Measure latency() {
        return new Measure(
                "latency",
                "half of all messages took no longer: there and back, and one way at a fixed rate",
                List.of(
                        Case.of(
                                "round-trip",
                                "round trip, 100 B",
                                Unit.MICROSECONDS,
                                Contender.of(JEROMQ, RawTrials.roundTrip(USUAL)),
                                rflow("", "≤ 1.15 x", room -> BenchFlows.roundTrip(room, USUAL), Verdict.MEDIAN_TIME),
                                Contender.of(AGAIN, RawTrials.roundTrip(USUAL))),
                        paced("100k", 100_000, "≤ 1.2 x"),
                        paced("1m", 1_000_000, "≤ 1.0 x")));
    }

    private static Case paced(String key, int rate, String aim) {
        return Case.of(
                key,
                "one way at " + Unit.MESSAGES_PER_SECOND.text(rate),
                Unit.MICROSECONDS,
                Contender.of(JEROMQ, RawTrials.paced(USUAL, rate)),
                rflow("", aim, room -> BenchFlows.paced(room, USUAL, rate), Verdict.MEDIAN_TIME));
    }

    private static Measure guarantee(boolean quick) {
        Contender bestEffort = rflow(", best-effort", "", room -> BenchFlows.hop(room, USUAL), Verdict.RATE);
        List<Contender> hops = new ArrayList<>(List.of(bestEffort, promised("≥ 0.7 x")));
        if (!quick) {
            hops.add(Contender.of(AGAIN, bestEffort.trial()));
        }
        List<Case> cases = new ArrayList<>(
                List.of(new Case("100", USUAL + " B", Unit.MESSAGES_PER_SECOND, hops), promisedRoundTrip()));
        if (!quick) {
            cases.add(Case.of(
                    "raw",
                    USUAL + " B, against raw",
                    Unit.MESSAGES_PER_SECOND,
                    Contender.of(JEROMQ, RawTrials.hop(RawWire.FRAMES, USUAL)),
                    promised("≥ 2 x")));
        }
        return new Measure("guarantee", "what it costs that nothing may be lost, against best-effort", cases);
    }

    private static Contender promised(String aim) {
        return rflow(", at-least-once", aim, room -> BenchFlows.promisedHop(room, USUAL), Verdict.RATE);
    }

    private static Case promisedRoundTrip() {
        return Case.of(
                "round-trip",
                "round trip, 100 B",
                Unit.MICROSECONDS,
                rflow(", best-effort", "", room -> BenchFlows.roundTrip(room, USUAL), Verdict.MEDIAN_TIME),
                rflow(
                        ", at-least-once there",
                        "≤ 1.3 x",
                        room -> BenchFlows.promisedRoundTrip(room, USUAL),
                        Verdict.MEDIAN_TIME));
    }

    private static Measure broadcast() {
        Trial rflow = new FlowTrial(room -> BenchFlows.broadcast(room, USUAL, SINKS), SINKS, Verdict.RATE);
        return new Measure(
                "broadcast",
                "a copy to each of three processes",
                List.of(Case.of(
                        "100",
                        USUAL + " B to " + SINKS,
                        Unit.MESSAGES_PER_SECOND,
                        Contender.of("JeroMQ, XPUB/SUB", RawTrials.broadcast(USUAL, SINKS)),
                        new Contender(RFLOW, "≥ 3 x", rflow))));
    }

    private static Measure fused() {
        return new Measure(
                "fused",
                "three components in one process, against a loop that makes and checks the same messages",
                List.of(Case.of(
                        "16",
                        LITTLE + " B, each of two hops",
                        Unit.NANOSECONDS,
                        Contender.of("a plain loop", RawTrials.loop(LITTLE)),
                        rflow("", "≤ 30 ns", room -> BenchFlows.fused(room, LITTLE), Verdict.PER_HOP))));
    }

    private static Measure typed() {
        return new Measure(
                "typed",
                "Avro records of about 100 B, from one process to another and through three",
                List.of(
                        Case.of(
                                "hop",
                                "encode, hop, decode",
                                Unit.MESSAGES_PER_SECOND,
                                Contender.of(JEROMQ + ", 100 B", RawTrials.hop(RawWire.FRAMES, USUAL)),
                                rflow("", "≥ 0.6 x", BenchFlows::typedHop, Verdict.RATE),
                                Contender.of("by hand, Avro and JeroMQ", RawTrials.hop(RawWire.RECORDS, USUAL))),
                        Case.of(
                                "transform",
                                "source, transform, sink",
                                Unit.MESSAGES_PER_SECOND,
                                Contender.of("by hand, Avro and JeroMQ", RawTrials.transform()),
                                rflow("", "≥ 2.5 x", BenchFlows::transform, Verdict.RATE))));
    }

    private static Measure codec() {
        return new Measure(
                "codec",
                "encoding and decoding one typed message of about 100 B with its header",
                List.of(Case.of(
                        "record",
                        "encode and decode",
                        Unit.NANOSECONDS,
                        Contender.of("Avro alone, everything reused", RawTrials.avro()),
                        new Contender(RFLOW, "≤ 250 ns", RawTrials.codec()))));
    }

    private static Measure slow() {
        Trial rflow = new FlowTrial(room -> BenchFlows.slowSibling(room, SIBLINGS), SIBLINGS, Verdict.SHARE);
        return new Measure(
                "slow",
                "five workers share messages and one takes ten times as long: part of the sum of their speeds",
                List.of(Case.of(
                        "sibling", "1 of " + SIBLINGS + " is slow", Unit.PART, new Contender(RFLOW, "≥ 0.9", rflow))));
    }

    /** How often is all that can be switched; what is counted for each message is not. */
    private static Measure counters(boolean quick) {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(Contender.of(RFLOW + ", watched once an hour", watched(SELDOM)));
        contenders.add(new Contender(RFLOW + ", every second as usual", "≤ 1.03 x", watched("1s")));
        if (!quick) {
            contenders.add(Contender.of(RFLOW + ", every 10 ms", watched("10ms")));
        }
        contenders.add(Contender.of(AGAIN, watched(SELDOM)));
        return new Measure(
                "counters",
                "what beacons and counts cost the hop of 100 B messages",
                Habit.THREEFOLD,
                List.of(new Case("100", USUAL + " B", Unit.CPU_SECONDS_PER_MILLION, contenders)));
    }

    private static Trial watched(String interval) {
        return new FlowTrial(room -> BenchFlows.watchedHop(room, USUAL, interval), 1, Verdict.CPU);
    }

    private static Measure endurance() {
        return new Measure(
                "endurance",
                "minutes at full speed: what lives in a worker's heap at the end against the first minute",
                Habit.WHEN_NAMED,
                List.of(Case.of(
                        "100",
                        USUAL + " B, heap late / early",
                        Unit.PART,
                        new Contender(
                                RFLOW,
                                "flat, 0 lost",
                                new FlowTrial(room -> BenchFlows.hop(room, USUAL), 1, Verdict.RATE, true)))));
    }

    private static Measure connections(boolean quick) {
        return new Measure(
                "connections",
                "fresh connections that are not ready after a second",
                List.of(Case.of(
                        "fresh",
                        "late",
                        Unit.PER_THOUSAND,
                        Contender.of("JeroMQ as it comes", RawTrials.connections(RawMain.SOCKETS, quick ? 50 : 500)),
                        new Contender(RFLOW, "0 of 1000", RawTrials.connections(RawMain.LINKS, quick ? 200 : 1000)))));
    }

    private static Measure libZmq() {
        LibZmq library = new LibZmq();
        return new Measure(
                "libzmq",
                "the hop of 100 B messages against the C library",
                List.of(
                        libZmq("frames", "a message a frame", RawTrials.hop(library, RawWire.FRAMES, USUAL), "≥ 2.5 x"),
                        libZmq("batches", "batches", RawTrials.hop(library, RawWire.BATCHES, USUAL), "≥ 1.0 x")));
    }

    private static Case libZmq(String key, String how, Trial reference, String aim) {
        return Case.of(
                key,
                how,
                Unit.MESSAGES_PER_SECOND,
                Contender.of("libzmq, " + how, reference),
                rflow("", aim, room -> BenchFlows.hop(room, USUAL), Verdict.RATE));
    }

    private static Contender rflow(String how, String aim, Function<Room, Flow> flow, Verdict verdict) {
        return new Contender(RFLOW + how, aim, new FlowTrial(flow, 1, verdict));
    }
}
