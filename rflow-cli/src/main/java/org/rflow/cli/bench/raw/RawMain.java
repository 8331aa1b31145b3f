package org.rflow.cli.bench.raw;

/** Where a reference begins. */
public final class RawMain {
    public static final String SOURCE = "source";
    public static final String RELAY = "relay";
    public static final String SINK = "sink";
    public static final String PING = "ping";

    public static final String FUSED = "fused";

    private RawMain() {}

    public static void main(String[] words) throws Exception {
        RawArguments arguments = RawArguments.parse(words);
        switch (arguments.program()) {
            case SOURCE -> new RawSource(arguments).run();
            case RELAY -> new RawRelay(arguments).run();
            case SINK -> new RawSink(arguments).run();
            case PING -> new RawPing(arguments).run();
            case FUSED -> new RawLoop(arguments).run();
            default -> throw new IllegalArgumentException("there is no program '" + arguments.program() + "'");
        }
    }
}
