package org.rflow.worker;

import java.time.Duration;
import org.rflow.bus.CommandHandler.Answer;
import org.rflow.bus.Reply;
import org.rflow.loop.Loop;

/**
 * A command whose answer waits for something to come true, with a deadline whose error says what was waited for. Looked at in
 * short intervals, and only while one is open. Used only by the loop thread.
 */
final class Deferred {
    private static final Duration INTERVAL = Duration.ofMillis(2);

    /** What is waited for. */
    interface Condition {
        boolean isMet() throws Exception;

        /** What it still waits for. */
        String missing();

        /** What to answer once it is met. */
        Reply reply();
    }

    private final Loop loop;

    Deferred(Loop loop) {
        this.loop = loop;
    }

    void answerWhen(Condition condition, Duration deadline, Answer answer) {
        check(condition, System.nanoTime() + deadline.toNanos(), answer);
    }

    private void check(Condition condition, long deadlineNanos, Answer answer) {
        try {
            if (condition.isMet()) {
                answer.reply(condition.reply());
            } else if (System.nanoTime() - deadlineNanos > 0) {
                answer.reply(Reply.error("not in time: " + condition.missing()));
            } else {
                loop.schedule(INTERVAL, () -> check(condition, deadlineNanos, answer));
            }
        } catch (Exception e) {
            answer.reply(Reply.error(String.valueOf(e.getMessage())));
            throw new WorkerException(String.valueOf(e.getMessage()), e);
        }
    }
}
