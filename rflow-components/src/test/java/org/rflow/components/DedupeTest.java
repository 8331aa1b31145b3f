package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.component.Arrival;
import org.rflow.component.ComponentRunner;
import org.rflow.component.InputPort;
import org.rflow.message.Lineage;
import org.rflow.message.Message;
import org.rflow.message.SeenSet;
import org.rflow.model.KeySlots;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.TestingClock;
import org.rflow.testing.TestingContext;

final class DedupeTest {
    @TempDir
    private Path directory;

    @Test
    void passesEverythingOnThatIsNotARedelivery() {
        ComponentTester.of(Dedupe::new).send(1, 1, "one").expect("out", 1, 1, "one");
    }

    @Test
    void leavesOutWhatIsDeliveredAgain() throws Exception {
        ComponentRunner runner = runner(Map.of());
        List<Message> sent = new ArrayList<>();
        runner.outputPort("out").orElseThrow().collectMessages(null, sent);
        Lineage lineage = new Lineage();
        runner.trace(lineage, Lineage.NO_ORIGIN, new SeenSet());

        for (long position : new long[] {1, 2, 1, 3, 2}) {
            lineage.received(9, position, 4);
            deliver(runner, Message.of(position));
        }

        assertThat(sent).extracting(Message::number).containsExactly(1L, 2L, 3L);
        assertThat(runner.again()).isEqualTo(2);
    }

    @Test
    void passesOnOneMessageOfThoseWithTheSameFields() {
        ComponentTester.of(Dedupe::new)
                .option("by", "a,b")
                .send(row("1", "2"), row("1", "3"), row("1", "2"), row("1,2", ""))
                .expect("out", row("1", "2"), row("1", "3"), row("1,2", ""))
                .expect("again", row("1", "2"));
    }

    @Test
    void sendsWhatHasNotTheFieldToErrored() {
        ComponentTester.of(Dedupe::new).option("by", "c").send(5).expect("out").expect("errored", 5);
    }

    @Test
    void remembersTheLatest() {
        ComponentTester.of(Dedupe::new)
                .option("by", "a")
                .option("remember", "1")
                .send(row("x", "1"), row("x", "2"))
                .expect("out", row("x", "1"));
    }

    @Test
    void knowsAfterARestartWhatItHasPassedOn() throws Exception {
        ComponentRunner first = runner(Map.of("property", "id"));
        deliver(first, Message.of(1).withProperty("id", "a"));
        ComponentRunner second = runner(Map.of("property", "id"));
        for (int slot = 0; slot < KeySlots.COUNT; slot++) {
            second.restore(slot, first.snapshot(slot));
        }
        List<Message> sent = new ArrayList<>();
        second.outputPort("out").orElseThrow().collectMessages(null, sent);

        deliver(second, Message.of(2).withProperty("id", "a"));
        deliver(second, Message.of(3).withProperty("id", "b"));

        assertThat(sent).extracting(Message::number).containsExactly(3L);
    }

    @Test
    void refusesTwoWaysToTellMessagesApart() {
        ComponentTester.of(Dedupe::new)
                .option("by", "a")
                .option("property", "b")
                .expectProblem("set one of the options 'by' and 'property'");
        ComponentTester.of(Dedupe::new).option("remember", "0").expectProblem("'remember': must be above 0");
    }

    private ComponentRunner runner(Map<String, String> options) throws Exception {
        ComponentRunner runner = new ComponentRunner(new Dedupe(), "once", failed -> {
            throw new AssertionError(failed.cause());
        });
        runner.configure(
                options, new TestingContext(directory, new TestingClock(), new TestingContext.Place(1, 1, false)));
        return runner;
    }

    private static void deliver(ComponentRunner runner, Message message) {
        InputPort port = runner.inputPort("in").orElseThrow();
        runner.deliver(new Arrival(port, null, "test"), message);
    }

    private static Map<String, String> row(String a, String b) {
        return Map.of("a", a, "b", b);
    }
}
