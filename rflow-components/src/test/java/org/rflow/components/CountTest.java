package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.component.Arrival;
import org.rflow.component.ComponentRunner;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.model.KeySlots;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.ComponentTester.Mode;
import org.rflow.testing.TestingClock;
import org.rflow.testing.TestingContext;

final class CountTest {
    @TempDir
    private Path directory;

    @Test
    void countsEverythingWithoutBy() {
        ComponentTester.of(Count::new).send(1, "two", Map.of("three", "3")).expect("out", Map.of("count", "3"));
    }

    @Test
    void countsToZeroWhenNothingComes() {
        ComponentTester.of(Count::new).expect("out", Map.of("count", "0"));
    }

    @Test
    void countsByAFieldAndSortsByItsValue() {
        ComponentTester.of(Count::new)
                .option("by", "city")
                .send(row("Oslo", "1"), row("Bonn", "2"), row("Oslo", "3"))
                .expect("out", Map.of("city", "Bonn", "count", "1"), Map.of("city", "Oslo", "count", "2"))
                .expect("errored");
    }

    @Test
    void countsEveryCombinationOfSeveralFields() {
        ComponentTester.of(Count::new)
                .option("by", "city,id")
                .send(row("a,b", "c"), row("a", "b,c"), row("a", "b"), row("a,b", "c"))
                .expect(
                        "out",
                        Map.of("city", "a", "id", "b", "count", "1"),
                        Map.of("city", "a", "id", "b,c", "count", "1"),
                        Map.of("city", "a,b", "id", "c", "count", "2"));
    }

    @Test
    void namesTheFieldsOfItsRowsInTheOrderOfTheOptionAndTheCountLast() {
        List<Message> rows = ComponentTester.of(Count::new)
                .option("by", "id,city")
                .send(row("Oslo", "1"))
                .sent("out");

        assertThat(((Map<?, ?>) rows.get(0).data()).keySet().toArray()).containsExactly("id", "city", "count");
    }

    @Test
    void countsRecordsByTheirFields() {
        ComponentTester.of(Count::new)
                .option("by", "level")
                .send(log("WARN"), log("INFO"), log("WARN"))
                .expect("out", Map.of("level", "INFO", "count", "1"), Map.of("level", "WARN", "count", "2"));
    }

    @Test
    void sendsWhatHasNotTheFieldToErrored() {
        ComponentTester tester =
                ComponentTester.of(Count::new).option("by", "city").send(Map.of("town", "Oslo"), 5, row("Oslo", "1"));

        tester.expect("out", Map.of("city", "Oslo", "count", "1"));
        assertThat(tester.sent("errored"))
                .extracting(message -> message.properties().get(ComponentRunner.ERROR))
                .containsExactly(
                        "tested: there is no field 'city'; there is: [town]",
                        "tested: data of type 'RFlow::Message::Data::Integer' has no fields; it is no row and no record");
    }

    @Test
    void sendsTheCountsSoFarAtEveryIntervalAndTheTotalsAtTheEnd() {
        ComponentTester.of(Count::new)
                .modes(Mode.ITEM_BY_ITEM, Mode.ALL_AT_ONCE, Mode.REFUSING)
                .option("interval", "10s")
                .send(1, 2)
                .advance(Duration.ofSeconds(10))
                .send(3)
                .advance(Duration.ofSeconds(9))
                .expect("out", Map.of("count", "2"), Map.of("count", "3"));
    }

    @Test
    void keepsEachCountInTheSlotOfItsValue() throws Exception {
        ComponentRunner counter = runner(1, 1, "city");
        deliver(counter, row("Oslo", "1"));

        assertThat(counter.snapshot(KeySlots.of("Oslo"))).isNotEmpty();
        for (int slot = 0; slot < KeySlots.COUNT; slot++) {
            assertThat(slot == KeySlots.of("Oslo") || counter.snapshot(slot).length == 0)
                    .isTrue();
        }
    }

    @Test
    void keepsTheCountOfEverythingInASlotThatItsWorkerOwns() throws Exception {
        for (int index = 1; index <= 7; index++) {
            ComponentRunner counter = runner(index, 7, "");
            deliver(counter, Message.of(1));

            List<Integer> used = new ArrayList<>();
            for (int slot = 0; slot < KeySlots.COUNT; slot++) {
                if (counter.snapshot(slot).length > 0) {
                    used.add(slot);
                }
            }

            assertThat(used).hasSize(1);
            assertThat(KeySlots.owner(used.get(0), 7)).isEqualTo(index - 1);
        }
    }

    @Test
    void refusesWhatItCannotCountBy() {
        ComponentTester.of(Count::new).option("by", "city,count").expectProblem("the result has a field 'count'");
        ComponentTester.of(Count::new).option("by", "city,city").expectProblem("[city, city] names a field twice");
        ComponentTester.of(Count::new).option("interval", "0").expectProblem("'interval': must be above 0");
    }

    private ComponentRunner runner(int index, int count, String by) throws Exception {
        ComponentRunner runner = new ComponentRunner(new Count(), "count", failed -> {
            throw new AssertionError(failed.cause());
        });
        runner.configure(
                Map.of("by", by),
                new TestingContext(directory, new TestingClock(), new TestingContext.Place(index, count, false)));
        return runner;
    }

    private static void deliver(ComponentRunner runner, Message message) {
        runner.deliver(new Arrival(runner.inputPort("in").orElseThrow(), null, "test"), message);
    }

    private static Message row(String city, String id) {
        return Message.of(Map.of("city", city, "id", id));
    }

    private static Message log(String level) {
        GenericRecord log = CoreTypes.LOG.newRecord();
        log.put("level", level);
        return Message.of(CoreTypes.LOG, log);
    }
}
