package org.rflow.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.rflow.bus.Command;
import org.rflow.model.Flow;

/** Workers that beacon while their loop stands still. */
final class StuckWorkerTest {
    private static final Duration AGE = Duration.ofSeconds(31);

    @Test
    void tellsOnceOfAComponentThatDoesNotComeBack() {
        TestingHosts hosts = new TestingHosts(flow("warn")).start();

        hosts.stuck("parse-1", AGE, "parse");
        hosts.bus().advance(Duration.ofSeconds(5));

        assertThat(hosts.bus().events())
                .filteredOn(event -> event.startsWith("stuck"))
                .containsExactly("stuck parse-1 component 'parse' has not come back from a callback for 31 s");
        assertThat(hosts.got(Command.Threads.class)).containsExactly("parse-1");
        assertThat(hosts.living()).hasSize(4);
    }

    @Test
    void tellsOfItAgainWhenItHadComeBack() {
        TestingHosts hosts = new TestingHosts(flow("warn")).start();

        hosts.stuck("parse-1", AGE, "parse");
        hosts.bus().advance(Duration.ofSeconds(3));
        hosts.unstuck("parse-1");
        hosts.bus().advance(Duration.ofSeconds(3));
        hosts.stuck("parse-1", AGE, "parse");
        hosts.bus().advance(Duration.ofSeconds(3));

        assertThat(hosts.got(Command.Threads.class)).containsExactly("parse-1", "parse-1");
    }

    @Test
    void restartsItIfTheFlowSaysSo() {
        TestingHosts hosts = new TestingHosts(flow("restart")).start();
        TestingChild first = hosts.child("parse-1");

        hosts.stuck("parse-1", AGE, "parse");
        hosts.bus().advance(Duration.ofSeconds(2));
        hosts.unstuck("parse-1");
        hosts.bus().advance(Duration.ofSeconds(3));

        assertThat(first.wasKilled()).isTrue();
        assertThat(hosts.worker("parse-1").state()).isEqualTo(HandleState.RUNNING);
        assertThat(hosts.worker("parse-1").lastError())
                .isEqualTo("component 'parse' has not come back from a callback for 31 s");
    }

    @Test
    void showsTheStackOfTheLoopAlone() {
        TestingHosts hosts = new TestingHosts(flow("warn"));
        String threads = """
                "main" WAITING
                    at a.B.c(B.java:1)
                "parse-1/loop" RUNNABLE
                    at x.Y.spin(Y.java:7)
                    at x.Y.process(Y.java:9)
                "host/bus" RUNNABLE
                    at q.R.s(R.java:1)
                """;

        assertThat(StuckWatch.stack(hosts.worker("parse-1"), threads).lines())
                .containsExactly(
                        "",
                        "    \"parse-1/loop\" RUNNABLE",
                        "        at x.Y.spin(Y.java:7)",
                        "        at x.Y.process(Y.java:9)");
    }

    private static Flow flow(String action) {
        return Planned.plan(Planned.supervised()
                .setting("rflow.stuck_action", action)
                .connect("read#out", "parse#in")
                .connect("parse#out", "count#in")
                .build());
    }
}
