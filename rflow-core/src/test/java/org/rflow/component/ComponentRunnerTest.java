package org.rflow.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;
import org.rflow.message.CoreTypes;
import org.rflow.message.DataType;
import org.rflow.message.Identities;
import org.rflow.message.Lineage;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

final class ComponentRunnerTest {
    private final List<String> failures = new ArrayList<>();
    private final Sample component = new Sample();
    private final ComponentRunner runner = runner(component, "it");

    private ComponentRunner runner(Component runs, String name) {
        return new ComponentRunner(
                runs,
                name,
                failed -> failures.add(failed.component() + " "
                        + failed.arrival().connection() + " " + failed.message().text() + " " + failed.cause()));
    }

    private static Arrival arrival(InputPort port) {
        return new Arrival(port, "key", "a#out => it#in[key]");
    }

    @Test
    void tellsSentencesWithoutTheClassesOfTheirExceptions() {
        assertThat(FailedMessage.reason(new ConfigurationException("file 'a' is gone")))
                .isEqualTo("file 'a' is gone");
        assertThat(FailedMessage.reason(new MessageException("no words"))).isEqualTo("no words");
        assertThat(FailedMessage.reason(new IllegalStateException("odd")))
                .isEqualTo("java.lang.IllegalStateException: odd");
    }

    @Test
    void tellsTheComponentWhereAMessageCameFrom() {
        List<String> connections = new ArrayList<>();
        component.doing(message -> connections.add(component.in.connection() + "," + component.answers.connection()));

        runner.deliver(arrival(component.in), Message.of(1));
        runner.deliver(new Arrival(component.answers, null, "x"), Message.of(2));

        assertThat(component.processed).containsExactly("in[key] 1", "answers 2");
        assertThat(connections).containsExactly("a#out => it#in[key],", ",x");
        assertThat(component.in.key()).isEmpty();
        assertThat(component.in.connection()).isEmpty();
        assertThat(runner.processed()).isEqualTo(2);
        assertThat(failures).isEmpty();
    }

    @Test
    void letsMessagesOfALoopWaitTheirTurnInOrder() {
        Sample back = new Sample();
        component.out.directConnect(back.in);
        back.out.directConnect(component.in);
        back.doing(back.out::send);
        component.doing(message -> {
            for (long i = 1; i <= message.number(); i++) {
                component.out.send(Message.of(message.number() - i));
            }
        });

        runner.deliver(arrival(component.in), Message.of(3));

        assertThat(component.processed)
                .containsExactly("in[key] 3", "in 2", "in 1", "in 0", "in 1", "in 0", "in 0", "in 0");
        assertThat(runner.waiting()).isZero();
        assertThat(failures).isEmpty();
    }

    @Test
    void doesNotNestCallbacksInALongLoop() {
        component.out.directConnect(component.in);
        component.doing(message -> {
            if (message.number() > 0) {
                component.out.send(Message.of(message.number() - 1));
            }
        });

        runner.deliver(arrival(component.in), Message.of(100_000));

        assertThat(component.processed).hasSize(100_001);
    }

    @Test
    void letsMessagesWaitWhileATimerOfTheComponentRuns() throws Exception {
        runner.inside(() -> {
            runner.deliver(arrival(component.in), Message.of(1));
            runner.inside(() -> runner.deliver(arrival(component.in), Message.of(2)));
            assertThat(component.processed).isEmpty();
            assertThat(runner.waiting()).isEqualTo(2);
        });

        assertThat(component.processed).containsExactly("in[key] 1", "in[key] 2");
    }

    @Test
    void sendsWhatTheComponentThrewAtToErroredWithTheReason() {
        List<Message> errored = new ArrayList<>();
        component.errored.collectMessages(null, errored);
        component.doing(message -> {
            throw new IllegalStateException("no " + message.text());
        });

        runner.deliver(arrival(component.in), Message.of("x"));

        assertThat(errored).map(Message::text).containsExactly("x");
        assertThat(errored.get(0).properties())
                .containsEntry(ComponentRunner.ERROR, "it: java.lang.IllegalStateException: no x");
        assertThat(failures).isEmpty();
        assertThat(runner.failed()).isEqualTo(1);
    }

    @Test
    void triesAgainAfterPausesThatDoubleBeforeItGivesUp() {
        List<Duration> pauses = new ArrayList<>();
        Deque<Runnable> alarms = new ArrayDeque<>();
        runner.retry(new RetryRules(3, Duration.ofSeconds(20)), (pause, alarm) -> {
            pauses.add(pause);
            alarms.add(alarm);
        });
        component.doing(message -> {
            throw new IllegalStateException("no");
        });

        runner.deliver(arrival(component.in), Message.of("x"));
        ReceiptMark mark = runner.markReceipts();
        while (!alarms.isEmpty()) {
            assertThat(mark.isReleased()).isFalse();
            assertThat(failures).isEmpty();
            alarms.remove().run();
        }

        assertThat(pauses).containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(40), Duration.ofSeconds(60));
        assertThat(component.processed).hasSize(4);
        assertThat(failures).hasSize(1);
        assertThat(mark.isReleased()).isTrue();
        assertThat(runner.retained()).isZero();
    }

    @Test
    void handsFailuresOverWhenErroredIsNotConnected() {
        component.doing(message -> {
            throw new MessageException("bad");
        });

        runner.deliver(arrival(component.in), Message.of("x"));
        component.doing(message -> {});
        runner.deliver(arrival(component.in), Message.of("y"));

        assertThat(failures).containsExactly("it a#out => it#in[key] x org.rflow.message.MessageException: bad");
        assertThat(component.processed).hasSize(2);
    }

    @Test
    void survivesErrorsThatOneMessageCauses() {
        component.doing(message -> {
            throw new NoClassDefFoundError("com/example/Missing");
        });

        runner.deliver(arrival(component.in), Message.of("x"));

        assertThat(failures).singleElement().asString().contains("NoClassDefFoundError: com/example/Missing");
    }

    @Test
    void doesNotLetACalleesExceptionReachTheSender() {
        Sample callee = new Sample();
        ComponentRunner calleeRunner = runner(callee, "callee");
        component.out.directConnect(callee.in);
        callee.doing(message -> {
            throw new IllegalStateException("callee");
        });
        component.doing(message -> {
            component.out.send(message);
            component.out.send(message);
        });

        runner.deliver(arrival(component.in), Message.of(1));

        assertThat(failures).hasSize(2).allMatch(failure -> failure.startsWith("callee "));
        assertThat(calleeRunner.failed()).isEqualTo(2);
        assertThat(runner.failed()).isZero();
    }

    @Test
    void handsOverWhatErroredCannotTakeEither() {
        component.errored.add(null, new Outlet() {
            @Override
            public void send(Message message) {
                throw new MessageException("cannot be encoded");
            }

            @Override
            public boolean isFull() {
                return false;
            }
        });
        component.doing(message -> {
            throw new IllegalStateException("first");
        });

        runner.deliver(arrival(component.in), Message.of("x"));

        assertThat(failures).containsExactly("it a#out => it#in[key] x java.lang.IllegalStateException: first");
    }

    @Test
    void keepsAnInterrupt() {
        component.doing(message -> {
            throw new InterruptedException();
        });

        runner.deliver(arrival(component.in), Message.of("x"));

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void countsReceiptsUntilTheyAreReleasedOnce() {
        List<Receipt> receipts = new ArrayList<>();
        component.doing(message -> receipts.add(runner.retain()));
        runner.deliver(arrival(component.in), Message.of("x"));
        runner.deliver(arrival(component.in), Message.of("y"));
        assertThat(runner.retained()).isEqualTo(2);

        receipts.get(0).release();
        receipts.get(0).release();
        assertThat(runner.retained()).isEqualTo(1);
        receipts.get(1).fail(new IllegalStateException("late"));

        assertThat(runner.retained()).isZero();
        assertThat(failures).containsExactly("it a#out => it#in[key] y java.lang.IllegalStateException: late");
        assertThatThrownBy(runner::retain).hasMessage("no message is being processed");
    }

    @Test
    void sendsAPutOffAnswerAsWhatComesOfItsMessage() {
        Lineage lineage = new Lineage();
        List<Long> identities = new ArrayList<>();
        List<Receipt> receipts = new ArrayList<>();
        component.out.add(null, new PathOutlet(lineage, identities));
        runner.trace(lineage, Lineage.NO_ORIGIN, null);
        component.doing(message -> {
            receipts.add(runner.retain());
            receipts.add(runner.retain());
            component.out.send(message);
        });

        for (int time = 1; time <= 2; time++) {
            lineage.received(9, 7, 5);
            runner.deliver(arrival(component.in), Message.of("x"));
            lineage.nobody();
            receipts.forEach(receipt -> receipt.answer(() -> component.out.send(Message.of("later"))));
            receipts.clear();
        }

        assertThat(identities).hasSize(6).doesNotContain(0L);
        assertThat(identities.subList(3, 6)).isEqualTo(identities.subList(0, 3));
        assertThat(Set.copyOf(identities)).hasSize(3);
        assertThat(lineage.origin()).isEqualTo(Identities.NOBODY);
        assertThat(runner.retained()).isZero();
    }

    /** Notes who is sent: 0 for nobody. */
    private record PathOutlet(Lineage lineage, List<Long> identities) implements Outlet {
        @Override
        public void send(Message message) {
            identities.add(lineage.origin() == Identities.NOBODY ? 0 : lineage.position() * 31 + lineage.path(1));
        }

        @Override
        public boolean isFull() {
            return false;
        }
    }

    @Test
    void takesWhatAPutOffAnswerThrowsForTheMessagesFailure() {
        List<Receipt> receipts = new ArrayList<>();
        component.doing(message -> receipts.add(runner.retain()));
        runner.deliver(arrival(component.in), Message.of("x"));

        receipts.get(0).answer(() -> {
            throw new IllegalStateException("late");
        });

        assertThat(runner.retained()).isZero();
        assertThat(failures).containsExactly("it a#out => it#in[key] x java.lang.IllegalStateException: late");
    }

    @Test
    void seesThroughDirectLinksWhatAPortCanReach() {
        Sample middle = new Sample();
        Sample end = new Sample();
        Sample elsewhere = new Sample();
        Outlet wire = outlet();
        Outlet other = outlet();
        component.out.directConnect(middle.in);
        middle.out.directConnect(end.in);
        end.out.directConnect(component.in);
        end.errored.directConnect(elsewhere.out);
        elsewhere.out.add(null, wire);
        component.errored.add("key", other);

        Reach reach = runner.reachable(component.in);
        Reach ofTheSource = runner.reachable();

        assertThat(reach.outlets()).containsExactlyInAnyOrder(wire, other);
        assertThat(reach.runners()).containsExactlyInAnyOrder(runner, middle.in.runner(), end.in.runner());
        assertThat(ofTheSource.outlets()).isEqualTo(reach.outlets());
        assertThat(runner.reachable(component.answers).outlets()).isEmpty();
    }

    private static Outlet outlet() {
        return new Outlet() {
            @Override
            public void send(Message message) {
                throw new AssertionError("nothing is sent");
            }

            @Override
            public boolean isFull() {
                return false;
            }
        };
    }

    @Test
    void callsEndOfBatchOnlyAfterSomethingHappened() throws Exception {
        List<String> calls = new ArrayList<>();
        Component batching = new Component() {
            @Override
            protected Poll poll() {
                calls.add("poll");
                return Poll.IDLE;
            }

            @Override
            protected void endOfBatch() {
                calls.add("end");
            }
        };
        ComponentRunner batches = runner(batching, "batches");

        batches.endOfBatch();
        batches.poll();
        batches.poll();
        batches.endOfBatch();
        batches.endOfBatch();

        assertThat(calls).containsExactly("poll", "poll", "end");
    }

    @Test
    void givesAComponentOnlyWhatItsPortTakes() {
        DataType first = reading("");
        DataType second = reading(",{\"name\":\"unit\",\"type\":\"string\",\"default\":\"C\"}");
        DataType incompatible = reading(",{\"name\":\"place\",\"type\":\"string\"}");
        component.in.takes(second);

        runner.deliver(arrival(component.in), Message.of(first, first.newRecord()));
        component.in.takes(incompatible);
        runner.deliver(arrival(component.in), Message.of(second, second.newRecord()));

        assertThat(component.processed).hasSize(1);
        assertThat(failures)
                .singleElement()
                .asString()
                .contains("port 'in' takes [com.example.Reading] and cannot read this com.example.Reading:"
                        + " field 'place' is not written and has no default");
    }

    private static DataType reading(String more) {
        return DataType.of(
                "com.example.Reading",
                "{\"type\":\"record\",\"name\":\"Reading\",\"fields\":["
                        + "{\"name\":\"celsius\",\"type\":\"double\",\"default\":0}" + more + "]}");
    }

    @Test
    void worksWithoutAFlow() {
        DataType type = CoreTypes.LOG;
        Sample other = new Sample();
        component.out.directConnect(other.in);
        component.doing(component.out::send);

        component.in.runner().deliver(arrival(component.in), Message.of(type, log()));

        assertThat(other.processed).hasSize(1);
        assertThatThrownBy(component::context).hasMessage("the component has no context before configure");
    }

    private static GenericData.Record log() {
        GenericData.Record log = new GenericData.Record(CoreTypes.LOG.schema());
        log.put("timestamp", 1L);
        log.put("level", "INFO");
        log.put("text", "hello");
        return log;
    }
}
