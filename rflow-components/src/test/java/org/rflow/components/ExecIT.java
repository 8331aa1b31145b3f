package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.component.Arrival;
import org.rflow.component.ComponentContext;
import org.rflow.component.ComponentRunner;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.message.ProcessingEvent;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.ComponentTester.Action;
import org.rflow.testing.ComponentTester.Mode;
import org.rflow.testing.TestingContext;

final class ExecIT {
    private static final String NUMBER_LINES = "while read -r line; do n=$((n+1)); echo \"$n:$line\"; done";

    @TempDir
    private Path directory;

    private final AtomicLong pid = new AtomicLong();

    @Test
    void answersWithWhatTheCommandWrites() {
        exec("tr a-z A-Z")
                .send("one", "two\nlines", "", 5)
                .expect("out", "ONE", "TWO\nLINES", "", "5")
                .expect("errored");
    }

    @Test
    void takesOneLineEndOffTheAnswer() {
        exec("cat; printf '\\n\\n'").send("a", "").expect("out", "a\n", "\n");
    }

    @Test
    void keepsProvenanceAndPropertiesInTheAnswer() {
        Message question = Message.of(1).withProperty("p", "q").withEvent(ProcessingEvent.of("before"));

        List<Message> answers = exec("date +%Y").send(question).sent("out");

        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.type()).isEqualTo(CoreTypes.TEXT);
            assertThat(answer.headers()).isEqualTo(question.headers());
            assertThat(answer.text()).matches("\\d{4}");
        });
    }

    @Test
    void passesTextsLargerThanAnyPipeBothWays() {
        String large = "0123456789abcdef".repeat(1 << 16);

        exec("cat").send(large, "é").expect("out", large, "é");
    }

    @Test
    void runsInTheApplicationDirectory() {
        exec("cat greeting.txt -").file("greeting.txt", "hello ").send("you").expect("out", "hello you");
    }

    @Test
    void sendsTheMessageToErroredWhenTheCommandFails() {
        ComponentTester tester = exec("read -r a; echo sorry >&2; [ $a = good ] || exit 3; echo fine")
                .send("bad\n", "good\n");

        tester.expect("out", "fine").expect("errored", "bad\n");
        assertThat(tester.sent("errored").get(0).properties())
                .containsEntry(ComponentRunner.ERROR, "tested: command ended with exit code 3: sorry");
    }

    @Test
    void failsTheMessageWhenNobodyTakesErroredOnes() {
        exec("exit 3").unconnected("errored").send("a", "b").expectFailure("exit code 3", "exit code 3");
    }

    @Test
    void killsWhatTakesTooLongWithAllItStarted() {
        ComponentTester tester = exec("(sleep 100 & echo $! > pid; wait); echo never")
                .option("timeout", "2s")
                .modes(Mode.ITEM_BY_ITEM)
                .send("a")
                .then(readPid());

        tester.expect("out").expect("errored", "a");
        assertThat(tester.sent("errored").get(0).properties())
                .containsEntry(ComponentRunner.ERROR, "tested: command took longer than 2000 ms and was killed");
        awaitEnd();
    }

    @Test
    void doesNotWaitForAChildThatTheCommandLeavesBehind() throws Exception {
        exec("sleep 100 & echo $! > pid; echo done")
                .modes(Mode.ITEM_BY_ITEM)
                .send("a")
                .then(readPid())
                .expect("out", "done");

        assertThat(ProcessHandle.of(pid.get()).orElseThrow().destroyForcibly()).isTrue();
    }

    @Test
    void logsWhatTheCommandWritesToStderr() {
        try (RecordingLog log = new RecordingLog(Level.WARN)) {
            exec("echo one >&2; printf two >&2")
                    .modes(Mode.ITEM_BY_ITEM)
                    .send("a")
                    .expect("out", "");

            assertThat(log.lines()).containsExactly("WARN one", "WARN two");
        }
    }

    @Test
    void logsWhatAPipeWritesToStderrWhileItRuns() {
        List<String> seen = new ArrayList<>();
        try (RecordingLog log = new RecordingLog(Level.WARN)) {
            pipe("while read -r line; do echo \"got $line\" >&2; echo; done")
                    .modes(Mode.ITEM_BY_ITEM)
                    .send("a")
                    .then(context -> seen.addAll(log.lines()))
                    .send("b")
                    .expect("out", "", "");

            assertThat(seen).containsExactly("WARN got a");
            assertThat(log.lines()).containsExactly("WARN got a", "WARN got b");
        }
    }

    @Test
    void aPipeAnswersEachLineByALineOfTheSameProcess() {
        pipe(NUMBER_LINES)
                .modes(Mode.ITEM_BY_ITEM, Mode.ALL_AT_ONCE, Mode.REFUSING)
                .send("a", "é", "c")
                .expect("out", "1:a", "2:é", "3:c");
    }

    @Test
    void aNewPipeFollowsOneThatEnded() {
        ComponentTester tester = pipe("while read -r line; do [ $line != die ] || exit 4; echo $line; done")
                .send("a", "die", "b");

        tester.expect("out", "a", "b").expect("errored", "die");
        assertThat(tester.sent("errored").get(0).properties())
                .containsEntry(ComponentRunner.ERROR, "tested: command ended with exit code 4");
    }

    @Test
    void aNewPipeFollowsOneThatWasTooSlow() {
        ComponentTester tester = pipe("while read -r line; do [ $line != slow ] || sleep 100; echo $line; done")
                .option("timeout", "2s")
                .modes(Mode.ITEM_BY_ITEM)
                .send("a", "slow", "b");

        tester.expect("out", "a", "b").expect("errored", "slow");
        assertThat(tester.sent("errored").get(0).properties())
                .containsEntry(ComponentRunner.ERROR, "tested: command took longer than 2000 ms and was killed");
    }

    @Test
    void aPipeAnswersTextsOfSeveralLinesWhenTheirLengthsAreSaid() {
        pipe("cat")
                .option("framing", "length")
                .modes(Mode.ITEM_BY_ITEM, Mode.ALL_AT_ONCE, Mode.REFUSING)
                .send("a", "é\nb", "")
                .expect("out", "a", "é\nb", "");
    }

    @Test
    void killsACommandThatAnswersWithoutEnd() {
        ComponentTester tester =
                exec("echo $$ > pid; yes").modes(Mode.ITEM_BY_ITEM).send("a").then(readPid());

        tester.expect("out").expect("errored", "a");
        assertThat(error(tester)).isEqualTo("tested: command wrote more than 67108864 bytes, and was killed");
        awaitEnd();
    }

    @Test
    void killsACommandThatComplainsWithoutEnd() {
        for (String mode : List.of("message", "pipe")) {
            ComponentTester tester = exec("yes '' >&2")
                    .option("mode", mode)
                    .modes(Mode.ITEM_BY_ITEM)
                    .send("a");

            tester.expect("out").expect("errored", "a");
            assertThat(error(tester)).isEqualTo("tested: command wrote more than 16777216 bytes, and was killed");
        }
    }

    @Test
    void aPipeMustNotAnswerATextTwice() {
        ComponentTester tester =
                pipe("while read -r l; do case $l in twice) printf 'a\\nb\\n';; *) echo \"got $l\";; esac; done")
                        .modes(Mode.ITEM_BY_ITEM)
                        .send("x", "twice", "y", "z");

        tester.expect("out", "got x", "got y", "got z").expect("errored", "twice");
        assertThat(error(tester))
                .isEqualTo("tested: command wrote more than one answer to a text, so it was killed; let it write one"
                        + " line for each, or set 'framing: length'");
    }

    @Test
    void aPipeNoticesALaterAnswerBeforeTheNextText() {
        ComponentTester tester = pipe("while read -r l; do echo \"got $l\"; while [ ! -e go ]; do :; done; echo more;"
                        + " touch gone; done")
                .modes(Mode.ITEM_BY_ITEM)
                .send("x")
                .then(context -> {
                    Files.createFile(context.resolve(Path.of("go")));
                    Path gone = context.resolve(Path.of("gone"));
                    await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(gone));
                })
                .send("y");

        tester.expect("out", "got x").expect("errored", "y");
        assertThat(error(tester)).contains("command wrote more than one answer to a text");
    }

    @Test
    void aPipeThatEndsWithoutAnAnswerIsNotSaidToHaveSucceeded() {
        ComponentTester tester = pipe("read -r line").modes(Mode.ITEM_BY_ITEM).send("a");

        tester.expect("errored", "a");
        assertThat(error(tester))
                .isEqualTo("tested: command ended with exit code 0 and gave no answer; in mode 'pipe' it has to answer"
                        + " each text and wait for the next");
    }

    private static String error(ComponentTester tester) {
        return tester.sent("errored").get(0).properties().getOrDefault(ComponentRunner.ERROR, "");
    }

    @Test
    void takesInNoMoreThanMayWait() throws Exception {
        List<Runnable> running = new ArrayList<>();
        ComponentRunner runner = new ComponentRunner(new Exec(), "exec", failure -> {
            throw new AssertionError(failure.cause());
        });
        runner.configure(Map.of("command", "cat", "parallel", "2", "queue", "1"), context(runner, running));
        Arrival arrival = new Arrival(runner.inputPort("in").orElseThrow(), null, "test");

        runner.deliver(arrival, Message.of("a"));
        runner.deliver(arrival, Message.of("b"));
        assertThat(runner.isHoldingMost()).isFalse();
        runner.deliver(arrival, Message.of("c"));

        assertThat(runner.isHoldingMost()).isTrue();
        running.remove(0).run();
        assertThat(runner.isHoldingMost()).isFalse();
        runner.cleanup();
    }

    @Test
    void aPipeThatEndsAgainAndAgainIsStartedAgainAfterAPause() throws Exception {
        List<Runnable> running = new ArrayList<>();
        List<Message> failed = new ArrayList<>();
        ComponentRunner runner = new ComponentRunner(new Exec(), "exec", failure -> failed.add(failure.message()));
        runner.configure(Map.of("command", "exit 1", "mode", "pipe"), context(runner, running));
        Arrival arrival = new Arrival(runner.inputPort("in").orElseThrow(), null, "test");

        for (int i = 1; i <= 3; i++) {
            runner.deliver(arrival, Message.of(i));
        }
        running.remove(0).run();
        running.remove(0).run();

        assertThat(failed).hasSize(2);
        assertThat(running).isEmpty();
        runner.cleanup();
    }

    @Test
    void killsAPipeAtTheEnd() {
        pipe("echo $$ > pid; cat; sleep 100")
                .modes(Mode.ITEM_BY_ITEM)
                .send("a")
                .then(readPid())
                .expect("out", "a");

        awaitEnd();
    }

    @Test
    void runsNoMoreCommandsAtATimeThanAllowed() throws Exception {
        List<Runnable> running = new ArrayList<>();
        List<Message> answers = new ArrayList<>();
        ComponentRunner runner = new ComponentRunner(new Exec(), "exec", failed -> {
            throw new AssertionError(failed.cause());
        });
        runner.configure(Map.of("command", "cat", "parallel", "2"), context(runner, running));
        runner.outputPort("out").orElseThrow().collectMessages(null, answers);
        Arrival arrival = new Arrival(runner.inputPort("in").orElseThrow(), null, "test");

        for (int i = 1; i <= 3; i++) {
            runner.deliver(arrival, Message.of(i));
        }

        assertThat(running).hasSize(2);
        assertThat(runner.retained()).isEqualTo(3);
        running.remove(1).run();
        assertThat(running).hasSize(2);
        running.remove(1).run();
        running.remove(0).run();
        assertThat(running).isEmpty();
        assertThat(runner.retained()).isZero();
        assertThat(answers).extracting(Message::text).containsExactly("2", "3", "1");
        runner.cleanup();
    }

    private static ComponentTester exec(String command) {
        return ComponentTester.of(Exec::new).option("command", command);
    }

    private static ComponentTester pipe(String command) {
        return exec(command).option("mode", "pipe");
    }

    private Action readPid() {
        return context -> pid.set(
                Long.parseLong(Files.readString(context.resolve(Path.of("pid"))).strip()));
    }

    private void awaitEnd() {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> ProcessHandle.of(pid.get())
                        .filter(ProcessHandle::isAlive)
                        .isEmpty());
    }

    /** A context whose blocking work is done when the test says so. */
    private ComponentContext context(ComponentRunner runner, List<Runnable> running) {
        TestingContext real = new TestingContext(directory);
        real.attach(runner);
        return (ComponentContext) Proxy.newProxyInstance(
                ExecIT.class.getClassLoader(), new Class<?>[] {ComponentContext.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("blocking")) {
                        return method.invoke(real, arguments);
                    }
                    running.add(() -> work(arguments));
                    return null;
                });
    }

    @SuppressWarnings("unchecked")
    private static void work(Object[] taskAndHandlers) {
        Object answer;
        try {
            answer = ((Callable<Object>) taskAndHandlers[0]).call();
        } catch (Exception e) {
            ((Consumer<Exception>) taskAndHandlers[2]).accept(e);
            return;
        }
        ((Consumer<Object>) taskAndHandlers[1]).accept(answer);
    }
}
