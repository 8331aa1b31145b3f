package org.rflow.cli.bench;

import java.util.ArrayList;
import java.util.List;
import org.rflow.cli.bench.raw.RawWire;

/** The measures there are, the most telling first. */
final class Measures {
    private static final String RFLOW = "RFlow";
    private static final String JEROMQ = "JeroMQ, a message a frame";
    private static final String AGAIN = "the same again (A/A)";
    private static final int USUAL = 100;
    private static final int LITTLE = 16;
    private static final int SINKS = 3;

    private Measures() {}

    /** In the quick form the references that tell less are left out. */
    static List<Measure> all(boolean quick) {
        return List.of(hop(quick), relay(), latency(), broadcast(), fused());
    }

    private static Measure hop(boolean quick) {
        return new Measure(
                "hop",
                "from one process to another, opaque messages as fast as they are taken",
                List.of(
                        hop(16, "≥ 8", quick),
                        hop(USUAL, "≥ 3.5", quick),
                        hop(1024, "≥ 2.2", quick),
                        hop(10_240, "≥ 2.5", quick)));
    }

    private static Case hop(int size, String aim, boolean quick) {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(Contender.of(JEROMQ, RawTrials.hop(RawWire.FRAMES, size)));
        contenders.add(new Contender(RFLOW, aim, new FlowTrial(room -> BenchFlows.hop(room, size), 1, Verdict.RATE)));
        if (size == USUAL || !quick) {
            contenders.add(Contender.of("JeroMQ, naive batches", RawTrials.hop(RawWire.BATCHES, size)));
            contenders.add(Contender.of("plain TCP, batches", RawTrials.hop(RawWire.NIO, size)));
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
                        new Contender(RFLOW + ", not looking", "≥ 3", relay(false)),
                        new Contender(RFLOW + ", each message seen", "≥ 2", relay(true)),
                        Contender.of(AGAIN, RawTrials.relay(USUAL)))));
    }

    private static Trial relay(boolean look) {
        return new FlowTrial(room -> BenchFlows.relay(room, USUAL, look), 1, Verdict.RATE);
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
                                new Contender(
                                        RFLOW,
                                        "≤ 1.15",
                                        new FlowTrial(
                                                room -> BenchFlows.roundTrip(room, USUAL), 1, Verdict.MEDIAN_TIME)),
                                Contender.of(AGAIN, RawTrials.roundTrip(USUAL))),
                        paced("100k", 100_000, "≤ 1.2"),
                        paced("1m", 1_000_000, "≤ 1.0")));
    }

    private static Case paced(String key, int rate, String aim) {
        return Case.of(
                key,
                "one way at " + Unit.MESSAGES_PER_SECOND.text(rate),
                Unit.MICROSECONDS,
                Contender.of(JEROMQ, RawTrials.paced(USUAL, rate)),
                new Contender(
                        RFLOW,
                        aim,
                        new FlowTrial(room -> BenchFlows.paced(room, USUAL, rate), 1, Verdict.MEDIAN_TIME)));
    }

    private static Measure broadcast() {
        return new Measure(
                "broadcast",
                "a copy to each of three processes",
                List.of(Case.of(
                        "100",
                        USUAL + " B to " + SINKS,
                        Unit.MESSAGES_PER_SECOND,
                        Contender.of("JeroMQ, XPUB/SUB", RawTrials.broadcast(USUAL, SINKS)),
                        new Contender(
                                RFLOW,
                                "≥ 3",
                                new FlowTrial(
                                        room -> BenchFlows.broadcast(room, USUAL, SINKS), SINKS, Verdict.RATE)))));
    }

    private static Measure fused() {
        return new Measure(
                "fused",
                "three components in one process, against a loop that makes and checks the same messages",
                List.of(Case.of(
                        "16",
                        LITTLE + " B, time per message and hop",
                        Unit.NANOSECONDS,
                        Contender.of("a plain loop", RawTrials.fused(LITTLE)),
                        Contender.of(
                                RFLOW + " (aim: 30 ns)",
                                new FlowTrial(room -> BenchFlows.fused(room, LITTLE), 1, Verdict.PER_HOP)))));
    }
}
