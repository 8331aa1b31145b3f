package org.rflow.component;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.rflow.message.Message;

/** What it costs to hand a message from one component to the next in the same worker. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
public class HandOffBenchmark {
    private static final int HOPS = 10;

    private final Message message = Message.of(new byte[100]);
    private final Pass first = new Pass();
    private final Pass last = new Pass();
    private long sent;

    /** Passes on. */
    static final class Pass extends Component {
        final InputPort in = inputPort("in");
        final OutputPort out = outputPort("out");
        long processed;

        @Override
        protected void process(InputPort port, Message message) {
            processed++;
            out.send(message);
        }
    }

    @Setup
    public void connect() {
        Pass from = first;
        for (int i = 1; i < HOPS; i++) {
            Pass next = new Pass();
            from.out.directConnect(next.in);
            from = next;
        }
        from.out.directConnect(last.in);
    }

    @Benchmark
    @OperationsPerInvocation(HOPS)
    public long hop() {
        first.out.send(message);
        sent++;
        if (last.processed != sent) {
            throw new IllegalStateException(last.processed + " of " + sent + " messages arrived");
        }
        return sent;
    }
}
