package org.rflow.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class PendingRepliesTest {
    private static final Duration LATER = Duration.ofMinutes(1);
    private static final Duration A_MOMENT = Duration.ofMillis(20);

    private final UUID slow = UUID.randomUUID();
    private final UUID quick = UUID.randomUUID();
    private final List<String> left = new ArrayList<>();
    private final List<Reply> replies = new ArrayList<>();
    private boolean full = true;
    private long nanos;
    private final Agenda agenda = new Agenda(() -> nanos, () -> {});
    private final PendingReplies pending = new PendingReplies(agenda, this::take);

    @Test
    void sendsWhatFoundTheLineFullLaterAndInOrder() {
        send(slow, "first");
        full = false;
        send(slow, "second");
        assertThat(left).containsExactly("first", "second");
    }

    @Test
    void triesAgainByItself() {
        send(slow, "command");
        full = false;

        pass(A_MOMENT);

        assertThat(left).containsExactly("command");
        assertThat(replies).isEmpty();
    }

    @Test
    void letsNoOtherWorkerWaitForOneWhoseLineIsFull() {
        send(slow, "to the slow one");
        send(quick, "to the quick one");

        assertThat(left).containsExactly("to the quick one");
    }

    @Test
    void sendsAllAgainThatIsNotAnsweredWhenAWorkerHasAnotherLine() {
        full = false;
        long answered = send(slow, "answered");
        send(slow, "lost");
        pending.onReply(slow, answered, Reply.ok());
        left.clear();

        pending.sendAgain(slow);

        assertThat(left).containsExactly("lost");
    }

    @Test
    void answersWithAnErrorAtTheDeadlineThoughTheCommandNeverLeft() {
        send(slow, "command");

        pass(LATER);
        full = false;
        pass(A_MOMENT);

        assertThat(replies).containsExactly(Reply.error("no reply to Run within 60 s"));
        assertThat(left).isEmpty();
    }

    private boolean take(UUID worker, byte[][] frames) {
        boolean taken = !(full && worker.equals(slow));
        if (taken) {
            left.add(new String(frames[0], StandardCharsets.UTF_8));
        }
        return taken;
    }

    private long send(UUID worker, String text) {
        long id = pending.add(worker, "Run", LATER, replies::add);
        pending.send(id, new byte[][] {text.getBytes(StandardCharsets.UTF_8)});
        return id;
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
        agenda.run();
    }
}
