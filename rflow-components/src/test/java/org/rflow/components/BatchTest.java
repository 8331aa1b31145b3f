package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.component.Arrival;
import org.rflow.component.ComponentRunner;
import org.rflow.component.Outlet;
import org.rflow.message.Lineage;
import org.rflow.message.Message;
import org.rflow.message.SeenSet;
import org.rflow.model.KeySlots;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.ComponentTester.Mode;
import org.rflow.testing.TestingClock;
import org.rflow.testing.TestingContext;

final class BatchTest {
    @TempDir
    private Path directory;

    @Test
    void gathersSoManyAndTheRestAtTheEnd() {
        ComponentTester.of(Batch::new)
                .option("count", "2")
                .send(1, 2, 3, 4, 5)
                .expect("out", List.of(1L, 2L), List.of(3L, 4L), List.of(5L))
                .expect("errored");
    }

    @Test
    void sendsNothingWhenNothingCame() {
        ComponentTester.of(Batch::new).expect("out");
    }

    @Test
    void beginsAnewWithAMessageOfAnotherType() {
        var tester = ComponentTester.of(Batch::new).send(1, 2, "a", Map.of("b", "c"), Map.of("b", "d"));

        tester.expect("out", List.of(1L, 2L), List.of("a"), List.of(Map.of("b", "c"), Map.of("b", "d")));
        assertThat(tester.sent("out").get(0).type().name()).isEqualTo("RFlow::Message::Data::Integer[]");
    }

    @Test
    void keepsProvenanceAndPropertiesOfTheFirst() {
        Message first = Message.of(1).withProperty("p", "q");

        assertThat(ComponentTester.of(Batch::new).send(first, 2).sent("out"))
                .singleElement()
                .satisfies(list -> assertThat(list.headers()).isEqualTo(first.headers()));
    }

    @Test
    void makesNoLargerListsThanToldButForOneMessage() {
        ComponentTester.of(Batch::new)
                .option("max_size", "10")
                .send("1234", "1234", "1", "a long one, longer than ten", "2")
                .expect(
                        "out",
                        List.of("1234", "1234"),
                        List.of("1"),
                        List.of("a long one, longer than ten"),
                        List.of("2"));
    }

    @Test
    void sendsWhatHasWaitedForTheInterval() {
        ComponentTester.of(Batch::new)
                .modes(Mode.ITEM_BY_ITEM, Mode.ALL_AT_ONCE, Mode.REFUSING, Mode.RESTARTED)
                .option("interval", "10s")
                .send(1)
                .advance(Duration.ofSeconds(6))
                .send(2)
                .advance(Duration.ofSeconds(4))
                .send(3)
                .advance(Duration.ofSeconds(9))
                .send(4)
                .expect("out", List.of(1L, 2L), List.of(3L, 4L));
    }

    @Test
    void countsTheIntervalFromTheFirstOfEachList() {
        ComponentTester.of(Batch::new)
                .option("interval", "10s")
                .option("count", "2")
                .send(1)
                .advance(Duration.ofSeconds(9))
                .send(2)
                .advance(Duration.ofSeconds(3))
                .send(3)
                .advance(Duration.ofSeconds(9))
                .send(4)
                .expect("out", List.of(1L, 2L), List.of(3L, 4L));
    }

    @Test
    void bringsWhatSeveralWorkersHadGatheredTogether() throws Exception {
        List<Message> sent = new ArrayList<>();
        ComponentRunner last = runner(Map.of(), 1, 1);
        for (int index = 1; index <= 2; index++) {
            ComponentRunner one = runner(Map.of(), index, 2);
            deliver(one, Message.of(index));
            for (int slot = 0; slot < KeySlots.COUNT; slot++) {
                byte[] state = one.snapshot(slot);
                if (state.length > 0) {
                    last.restore(slot, state);
                }
            }
        }
        last.outputPort("out").orElseThrow().collectMessages(null, sent);

        last.run();
        last.shutdown();

        assertThat(sent).extracting(Message::data).containsExactly(List.of(1L), List.of(2L));
    }

    @Test
    void isTakenForAnotherListWhenMessagesComeAgainInAnotherOrder() throws Exception {
        Set<Long> paths = new HashSet<>();
        for (List<Integer> order : List.of(List.of(1, 2, 3, 4), List.of(1, 2, 3, 4), List.of(1, 3, 2, 4))) {
            paths.addAll(pathsOf(order));
        }

        // [1 2] by 2, [3 4] by 4; then the same; then [1 3] by 3, [2 4] by 4
        assertThat(paths).hasSize(4);
    }

    private Set<Long> pathsOf(List<Integer> order) throws Exception {
        ComponentRunner runner = runner(Map.of("count", "2"), 1, 1);
        Lineage lineage = new Lineage();
        Set<Long> paths = new HashSet<>();
        runner.outputPort("out").orElseThrow().add(null, new Outlet() {
            @Override
            public void send(Message message) {
                paths.add(lineage.position() * 31 + lineage.path(5));
            }

            @Override
            public boolean isFull() {
                return false;
            }
        });
        runner.trace(lineage, Lineage.NO_ORIGIN, new SeenSet());
        for (int number : order) {
            lineage.received(9, number, 4);
            deliver(runner, Message.of(number));
        }
        return paths;
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        ComponentTester.of(Batch::new).option("count", "0").expectProblem("option 'count': 0 is below 1");
        ComponentTester.of(Batch::new).option("interval", "0").expectProblem("option 'interval': must be above 0");
    }

    private ComponentRunner runner(Map<String, String> options, int index, int count) throws Exception {
        ComponentRunner runner = new ComponentRunner(new Batch(), "lists", failed -> {
            throw new AssertionError(failed.cause());
        });
        runner.configure(
                options,
                new TestingContext(directory, new TestingClock(), new TestingContext.Place(index, count, false)));
        return runner;
    }

    private static void deliver(ComponentRunner runner, Message message) {
        runner.deliver(new Arrival(runner.inputPort("in").orElseThrow(), null, "test"), message);
    }
}
