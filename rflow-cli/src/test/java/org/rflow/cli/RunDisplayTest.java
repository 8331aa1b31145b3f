package org.rflow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Connection;
import org.rflow.model.Counts;
import org.rflow.model.Flow;
import org.rflow.model.Ids;
import org.rflow.model.PortDirection;
import org.rflow.model.PortRef;
import org.rflow.model.Shard;
import org.rflow.model.ShardType;

final class RunDisplayTest {
    private static final String CLEAR = "\r\u001b[J";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, UTF_8);
    private final TestingClock clock = new TestingClock();

    @Test
    void saysInPlainLinesWhatChanges() {
        var progress = progress(new PlainDisplay(out, Duration.ofSeconds(5)));

        progress.onState("SPAWNING");
        clock.advance(Duration.ofSeconds(6));
        progress.tick();
        progress.onState("RUNNING");
        clock.advance(Duration.ofSeconds(4));
        progress.onCounts(counts(10, 0, 0));
        clock.advance(Duration.ofSeconds(4));
        progress.onCounts(counts(4010, 4000, 3));

        assertThat(text()).isEqualTo("""
                        0.0 s: tiny is spawning
                        6.0 s: tiny is running
                        14.0 s: 4,000 messages received, 1,000/s, 7 in flight, 3 dropped
                        """);
    }

    @Test
    void drawsTheTableInItsPlace() {
        var progress = progress(new LiveDisplay(out, 24));

        progress.onState("RUNNING");
        clock.advance(Duration.ofSeconds(1));
        bytes.reset();
        progress.onCounts(counts(1500, 1200, 0));

        assertThat(text())
                .startsWith("\u001b[3A" + CLEAR)
                .contains("tiny", "RUNNING  1.0 s  (Ctrl-C drains)")
                .contains("connection     messages     rate  in flight  dropped\n")
                .contains("a#out => b#in     1,200  1,200/s        300        0\n");
    }

    @Test
    void leavesTheTerminalWithoutTheTable() {
        var progress = progress(new LiveDisplay(out, 24));

        progress.onState("RUNNING");
        bytes.reset();
        progress.end();
        progress.end();

        assertThat(text()).isEqualTo("\u001b[3A" + CLEAR);
    }

    @Test
    void cutsATableThatIsHigherThanTheTerminal() {
        var progress = progress(new LiveDisplay(out, 3));

        progress.onState("RUNNING");

        assertThat(text()).contains("and 2 more\n").doesNotContain("a#out");
    }

    @Test
    void tellsHowToEndAtOnceWhileItDrains() {
        var progress = progress(new PlainDisplay(out, Duration.ofSeconds(5)));

        progress.onState("DRAINING");

        assertThat(text()).isEqualTo("0.0 s: tiny is draining; Ctrl-C ends at once\n");
    }

    @Test
    void keepsTheReasonOfAFailure() {
        var progress = progress(new PlainDisplay(out, Duration.ofSeconds(5)));

        progress.onFailure("worker a-1 ended with exit code 1");

        assertThat(progress.failure()).contains("worker a-1 ended with exit code 1");
    }

    private RunProgress progress(Display display) {
        return new RunProgress(FLOW, clock, display, () -> {});
    }

    private String text() {
        return bytes.toString(UTF_8);
    }

    private static List<Counts> counts(long sent, long received, long dropped) {
        return List.of(
                new Counts(UUID_OF_CONNECTION, PortDirection.OUTPUT, sent, 0, 0, dropped, 0, 0, 0),
                new Counts(UUID_OF_CONNECTION, PortDirection.INPUT, received, 0, 0, 0, 0, 0, 0));
    }

    private static final UUID UUID_OF_CONNECTION = Ids.NONE;

    private static final Flow FLOW = new Flow(
            "tiny",
            1,
            Map.of(),
            List.of(Shard.of(
                    "DEFAULT",
                    ShardType.PROCESS,
                    1,
                    List.of(ComponentSpec.of("a", "x", Map.of()), ComponentSpec.of("b", "y", Map.of())))),
            List.of(Connection.of(PortRef.parse("a#out"), PortRef.parse("b#in"))));

    private static final class TestingClock extends Clock {
        private Instant now = Instant.EPOCH;

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
