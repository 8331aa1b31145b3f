package org.rflow.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rflow.cli.bench.RawTrial.Program;
import org.rflow.cli.bench.ends.Payload;
import org.rflow.cli.bench.raw.RawArguments;
import org.rflow.cli.bench.raw.RawMain;
import org.rflow.cli.bench.raw.RawWire;

/** The references, in the shapes of {@link BenchFlows}. */
final class RawTrials {
    private static final int FREE = 0;

    private RawTrials() {}

    static RawTrial hop(RawWire wire, int size) {
        return new RawTrial(
                List.of(sink("sink", wire, FREE), source("sink", wire, size, FREE)),
                1,
                Verdict.RATE,
                RawStart.java(wire.options()));
    }

    /** The same by the C library. */
    static RawTrial hop(LibZmq libZmq, RawWire wire, int size) {
        return new RawTrial(
                List.of(sink("sink", wire, FREE), source("sink", wire, size, FREE)), 1, Verdict.RATE, libZmq);
    }

    /** Fresh connections, RFlow's or JeroMQ's own. */
    static RawTrial connections(String kind, int count) {
        return alone(kind, Map.of(RawArguments.SIZE, Integer.toString(count)), Verdict.LATE);
    }

    static RawTrial relay(int size) {
        return new RawTrial(
                List.of(
                        sink("sink", RawWire.FRAMES, FREE),
                        relay("relay", "sink"),
                        source("relay", RawWire.FRAMES, size, FREE)),
                1,
                Verdict.RATE);
    }

    static RawTrial broadcast(int size, int sinks) {
        List<Program> programs = new ArrayList<>();
        programs.add(source("source", RawWire.PUBLISHED, size, FREE, sinks));
        for (int i = 1; i <= sinks; i++) {
            programs.add(sink("sink-" + i, RawWire.PUBLISHED, FREE));
        }
        return new RawTrial(programs, sinks, Verdict.RATE);
    }

    /** Messages made and checked in one loop. */
    static RawTrial loop(int size) {
        return alone(RawMain.LOOP, Map.of(RawArguments.SIZE, Integer.toString(size)), Verdict.PER_HOP);
    }

    /** Records encoded and decoded in one loop. */
    static RawTrial avro() {
        return alone(RawMain.AVRO, Map.of(), Verdict.PER_MESSAGE);
    }

    /** RFlow's batches of the same records, written and read in one loop. */
    static RawTrial codec() {
        return alone(RawMain.CODEC, Map.of(), Verdict.PER_MESSAGE);
    }

    private static RawTrial alone(String kind, Map<String, String> values, Verdict verdict) {
        return new RawTrial(List.of(new Program(kind, "loop", values)), 1, verdict);
    }

    /** Records, changed on their way. */
    static RawTrial transform() {
        return new RawTrial(
                List.of(
                        sink("sink", RawWire.RECORDS, FREE),
                        new Program(RawMain.TRANSFORM, "relay", Map.of(RawArguments.TO, "sink")),
                        source("relay", RawWire.RECORDS, Payload.LEAST, FREE)),
                1,
                Verdict.RATE);
    }

    static RawTrial roundTrip(int size) {
        Program ping = new Program(
                RawMain.PING, "ping", Map.of(RawArguments.TO, "pong", RawArguments.SIZE, Integer.toString(size)));
        return new RawTrial(List.of(ping, relay("pong", "ping")), 1, Verdict.MEDIAN_TIME);
    }

    static RawTrial paced(int size, int rate) {
        return new RawTrial(
                List.of(sink("sink", RawWire.FRAMES, rate), source("sink", RawWire.FRAMES, size, rate)),
                1,
                Verdict.MEDIAN_TIME);
    }

    private static Program source(String to, RawWire wire, int size, int rate) {
        return source(to, wire, size, rate, 1);
    }

    private static Program source(String to, RawWire wire, int size, int rate, int receivers) {
        return new Program(
                RawMain.SOURCE,
                "source",
                Map.of(
                        RawArguments.TO, to,
                        RawArguments.WIRE, wire.name(),
                        RawArguments.SIZE, Integer.toString(size),
                        RawArguments.RATE, Integer.toString(rate),
                        RawArguments.RECEIVERS, Integer.toString(receivers)));
    }

    private static Program relay(String name, String to) {
        return new Program(RawMain.RELAY, name, Map.of(RawArguments.TO, to));
    }

    private static Program sink(String name, RawWire wire, int rate) {
        return new Program(
                RawMain.SINK,
                name,
                Map.of(
                        RawArguments.TO, "source",
                        RawArguments.WIRE, wire.name(),
                        RawArguments.RATE, Integer.toString(rate)));
    }
}
