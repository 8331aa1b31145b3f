package org.rflow.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.InputPort;
import org.rflow.component.Mailbox;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.component.Receipt;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester.Mode;

/** That the tester passes what is right, and above all fails what is wrong. */
final class ComponentTesterTest {

    /** Adds numbers up and sends the sum so far; keeps the sum in a slot when told to. */
    static final class Sum extends Component {
        final InputPort in = inputPort("in");
        final OutputPort out = outputPort("out");
        final Option<Boolean> forgetful =
                option("forgetful").bool().defaultsTo("false").help("loses its state");
        final Option<Boolean> late = option("late").bool().defaultsTo("false").help("sends at the end of a batch");
        private long sum;

        @Override
        protected void process(InputPort port, Message message) {
            sum += message.number();
            if (!late.get()) {
                out.send(port.key().orElse(null), Message.of(sum));
            }
        }

        @Override
        protected void endOfBatch() {
            if (late.get()) {
                out.send(Message.of(sum));
            }
        }

        @Override
        protected byte[] snapshot(int slot) {
            return slot != 0 || forgetful.get()
                    ? new byte[0]
                    : Long.toString(sum).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        protected void restore(int slot, byte[] state) {
            sum = Long.parseLong(new String(state, StandardCharsets.UTF_8));
        }
    }

    @Test
    void passesWhatIsRight() {
        ComponentTester.of(Sum::new).send(1, 2, 3).expect("out", 1, 3, 6);
    }

    /** Says that it gives texts and what it got, and gives what its option says. */
    static final class Promising extends Component {
        final InputPort in = inputPort("in");
        final OutputPort out = outputPort("out").gives(CoreTypes.TEXT).passes(in);
        final Option<Boolean> keeps = option("keeps").bool().defaultsTo("true").help("keeps its promise");

        @Override
        protected void process(InputPort port, Message message) {
            out.send(message);
            out.send("key", keeps.get() ? Message.of("text") : Message.of(Map.of("a", "row")));
        }
    }

    @Test
    void failsWhatAPortGivesAndDoesNotDeclare() {
        ComponentTester tester = ComponentTester.of(Promising::new).send(5);
        tester.expect("out[key]", 5, "text").expect("out", 5, "text");

        tester.option("keeps", "false");

        assertThatThrownBy(() -> tester.expect("out[key]", 5, Map.of("a", "row")))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("'out")
                .hasMessageContaining("gave a RFlow::Message::Data::Row, and declares to give or to pass [")
                .hasMessageContaining("RFlow::Message::Data::Text");
    }

    @Test
    void failsWhatWasNotSent() {
        var tester = ComponentTester.of(Sum::new).send(1, 2);

        assertThatThrownBy(() -> tester.expect("out", 1, 4))
                .isInstanceOf(AssertionError.class)
                .hasMessage("ITEM_BY_ITEM: expected on 'out': [1, 4]\n but was: [1, 3]");
        assertThatThrownBy(() -> tester.expect("out", 1)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> tester.expect("out", 1, 3, 3)).isInstanceOf(AssertionError.class);
    }

    @Test
    void failsAComponentThatForgetsItsState() {
        var tester = ComponentTester.of(Sum::new).option("forgetful", "true").send(1, 2);

        assertThatThrownBy(() -> tester.expect("out", 1, 3)).hasMessageStartingWith("RESTARTED: ");
        tester.modes(Mode.ITEM_BY_ITEM, Mode.ALL_AT_ONCE, Mode.REFUSING).expect("out", 1, 3);
    }

    @Test
    void showsTheDifferentOrdersOfALoop() {
        var tester = ComponentTester.of(Sum::new).option("late", "true").send(1, 2, 3);

        tester.modes(Mode.ITEM_BY_ITEM).expect("out", 1, 3, 6);
        tester.modes(Mode.ALL_AT_ONCE).expect("out", 6);
        tester.modes(Mode.REFUSING).expect("out", 1, 3, 6);
    }

    @Test
    void connectsTheKeysThatAreAskedFor() {
        var tester = ComponentTester.of(Sum::new)
                .sendTo("in[a]", 1)
                .sendTo("in[b]", 2)
                .sendTo("in", 3);

        tester.expect("out[a]", 1).expect("out[b]", 3).expect("out", 1, 3, 6);
        assertThatThrownBy(() -> tester.expect("other"))
                .hasMessage("there is no connected output port 'other'; there is: [out, out[a], out[b]]");
    }

    @Test
    void comparesTextsWithHowPeopleReadTheData() {
        var tester = ComponentTester.of(Sum::new).send(40, 2);

        tester.expect("out", "40", "42");
    }

    /** Throws at bad messages; with errored or without. */
    static final class Picky extends Component {
        final InputPort in = inputPort("in");
        final OutputPort errored = outputPort("errored");

        @Override
        protected void process(InputPort port, Message message) {
            if (message.text().startsWith("bad")) {
                throw new IllegalArgumentException("not " + message.text());
            }
        }
    }

    @Test
    void sendsFailuresToErroredWhenThatIsConnected() {
        ComponentTester.of(Picky::new).send("good", "bad").expect("errored", "bad");
    }

    @Test
    void collectsFailuresThatNoPortTakes() {
        var tester = ComponentTester.of(Picky::new).unconnected("errored").send("good", "bad 1", "bad 2");

        assertThatThrownBy(() -> tester.expectFailure("not bad 1")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> tester.expectFailure("not bad 1", "not bad 3")).isInstanceOf(AssertionError.class);
        tester.expectFailure("not bad 1", "not bad 2");
    }

    @Test
    void failsOnFailuresThatNobodyExpected() {
        var tester = ComponentTester.of(Picky::new)
                .unconnected("errored")
                .file("any.txt", "any")
                .send("bad");

        assertThatThrownBy(() -> tester.expectFile("any.txt", "any"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("failed on 1 messages")
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    /** A pulled source with positions, a timer, blocking work, a mailbox, next ticks and files: everything of a context. */
    static final class Busy extends Component {
        final OutputPort out = outputPort("out");
        final Option<Boolean> broken =
                option("broken").bool().defaultsTo("false").help("does not configure");
        private final Deque<Integer> left = new ArrayDeque<>(List.of(1, 2, 3));

        @Override
        protected void configure(ComponentContext context) {
            if (broken.get()) {
                throw new ConfigurationException("option 'broken' is true");
            }
        }

        @Override
        protected void run() {
            Mailbox<String> mailbox = context().mailbox(1, mail -> out.send(Message.of("mail " + mail)));
            context().after(Duration.ofSeconds(5), () -> {
                out.send(Message.of("at " + context().clock().instant()));
                boolean first = mailbox.offer("first");
                boolean second = mailbox.offer("second");
                out.send(Message.of(first + " " + second));
            });
        }

        @Override
        protected Poll poll() {
            Integer number = left.poll();
            if (number == null) {
                return Poll.DONE;
            }
            context().blocking(() -> number * 10, result -> out.send(Message.of((long) result)));
            return Poll.MORE;
        }
    }

    @Test
    void runsBlockingWorkTimersAndMailboxesOnItsOwnThread() {
        ComponentTester.of(Busy::new)
                .advance(Duration.ofSeconds(4))
                .expect("out", 10, 20, 30)
                .advance(Duration.ofSeconds(1))
                .expect("out", 10, 20, 30, "at 2026-01-01T00:00:05Z", "true false", "mail first");
    }

    @Test
    void expectsProblemsOfConfiguration() {
        var tester = ComponentTester.of(Busy::new).option("broken", "true");

        assertThatThrownBy(() -> tester.expect("out")).hasMessageContaining("the component refuses its options");
        assertThatThrownBy(() -> tester.expectProblem("other")).isInstanceOf(AssertionError.class);
        tester.expectProblem("component 'tested': option 'broken' is true");
    }

    /** Never lets go of a message. */
    static final class Hoarder extends Component {
        final InputPort in = inputPort("in");
        final OutputPort out = outputPort("out");
        private final List<Receipt> receipts = new ArrayList<>();

        @Override
        protected void process(InputPort port, Message message) {
            receipts.add(context().retain());
        }

        @Override
        protected void shutdown() {
            for (Receipt receipt : receipts.subList(1, receipts.size())) {
                receipt.release();
            }
        }
    }

    @Test
    void failsReceiptsThatAreNeverReleased() {
        var tester = ComponentTester.of(Hoarder::new).modes(Mode.ALL_AT_ONCE).send(1, 2);

        assertThatThrownBy(() -> tester.expect("out")).hasMessage("ALL_AT_ONCE: 1 receipts were never released");
    }

    /** Makes data that its type does not allow. */
    static final class Liar extends Component {
        final InputPort in = inputPort("in");
        final OutputPort out = outputPort("out");

        @Override
        protected void process(InputPort port, Message message) {
            out.send(message.answer(message.type(), Map.of("no", "number")));
        }
    }

    @Test
    void encodesWhatIsSentAsTheWireWould() {
        ComponentTester.of(Liar::new).send(1).expectFailure("MessageException").expect("out");
    }

    @Test
    void leavesNoFilesBehind() {
        List<Path> directories = new ArrayList<>();
        ComponentTester.of(Sum::new)
                .file("sub/in.txt", "x")
                .then(context -> directories.add(context.resolve(Path.of("sub/in.txt"))))
                .then(context -> assertThat(directories)
                        .last()
                        .satisfies(file -> assertThat(file).exists()))
                .expectFile("sub/in.txt", "x");

        assertThat(directories).hasSize(4).allSatisfy(file -> assertThat(file).doesNotExist());
    }
}
