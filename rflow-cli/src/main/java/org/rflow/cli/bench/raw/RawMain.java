package org.rflow.cli.bench.raw;

import java.io.IOException;
import org.rflow.cli.bench.ends.CodecLoop;
import org.rflow.cli.bench.ends.FreshConnections;
import org.rflow.cli.bench.ends.FreshLinks;
import org.rflow.cli.bench.ends.TallyLoop;

/** Where a reference begins, or a part of RFlow that is measured alone. */
public final class RawMain {
    public static final String SOURCE = "source";
    public static final String RELAY = "relay";
    public static final String SINK = "sink";
    public static final String PING = "ping";

    public static final String TRANSFORM = "transform";
    public static final String LOOP = "loop";
    public static final String AVRO = "avro";
    public static final String CODEC = "codec";
    public static final String SOCKETS = "sockets";
    public static final String LINKS = "links";
    public static final String ROWS = "rows";

    private RawMain() {}

    public static void main(String[] words) throws Exception {
        RawArguments arguments = RawArguments.parse(words);
        switch (arguments.program()) {
            case SOURCE -> new RawSource(arguments).run();
            case RELAY -> new RawRelay(arguments).run();
            case SINK -> new RawSink(arguments).run();
            case PING -> new RawPing(arguments).run();
            case TRANSFORM -> new RecordRelay(arguments).run();
            case LOOP -> run(new RawLoop(arguments.size()), arguments);
            case CODEC -> run(new CodecLoop(), arguments);
            case SOCKETS -> connect(new FreshSockets(), arguments);
            case LINKS -> connect(new FreshLinks(), arguments);
            case ROWS -> new RowLoop(arguments.directory()).run();
            case AVRO -> run(new AvroLoop(), arguments);
            default -> throw new IllegalArgumentException("there is no program '" + arguments.program() + "'");
        }
    }

    private static void run(TallyLoop loop, RawArguments arguments) throws IOException {
        loop.run(arguments.timing(), arguments.directory(), arguments.text(RawArguments.NAME));
    }

    private static void connect(FreshConnections.Kind kind, RawArguments arguments) {
        FreshConnections.run(
                kind, arguments.number(RawArguments.SIZE), arguments.directory(), arguments.text(RawArguments.NAME));
    }
}
