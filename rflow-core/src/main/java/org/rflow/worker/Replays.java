package org.rflow.worker;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.rflow.component.Arrival;
import org.rflow.connection.ReceivedMark;
import org.rflow.deadletters.DeadLetter;
import org.rflow.message.Lineage;
import org.rflow.message.Message;

/**
 * Dead letters that are to be given to their components again, when there is room for what comes of them. A letter is noted as
 * replayed when it was given; where at-least-once is promised, when all that came of it is safe. What fails again is a new letter.
 * Used only by the loop thread.
 */
final class Replays {
    private static final int MOST_A_TURN = 100;

    private record Replay(Cell cell, Arrival arrival, DeadLetter letter, Message message) {}

    private final Letters letters;
    private final Lineage lineage;
    private final boolean reliable;
    private final InstantSource clock;
    private final Deque<Replay> queue = new ArrayDeque<>();
    private final Set<Long> taken = new HashSet<>();
    private List<Long> given = new ArrayList<>();

    Replays(Letters letters, Wiring wiring, InstantSource clock) {
        this.letters = letters;
        this.lineage = wiring.lineage();
        this.reliable = wiring.isReliable();
        this.clock = clock;
    }

    /** Takes a letter to be replayed that is not {@linkplain #isTaken taken} yet. */
    void add(Cell cell, Arrival arrival, DeadLetter letter, Message message) {
        taken.add(letter.number());
        queue.add(new Replay(cell, arrival, letter, message));
    }

    /** Whether the letter is on its way, and not noted as replayed. */
    boolean isTaken(long number) {
        return taken.contains(number);
    }

    /** How many letters there have been. */
    long lettersMade() {
        return letters.made();
    }

    /** Letters of the component that wait for their turn. */
    long waiting(Cell cell) {
        return queue.stream().filter(replay -> replay.cell().equals(cell)).count();
    }

    /** Gives some letters out, as far as their components may be fed; returns how many. */
    int work(Predicate<String> mayFeed) {
        int done = 0;
        while (done < MOST_A_TURN
                && !queue.isEmpty()
                && mayFeed.test(queue.element().cell().name())) {
            Replay replay = queue.remove();
            lineage.nobody();
            replay.cell().runner().deliver(replay.arrival(), replay.message());
            given.add(replay.letter().number());
            done++;
        }
        if (done > 0 && !reliable) {
            note(given);
            given = new ArrayList<>();
        }
        return done;
    }

    private void note(List<Long> numbers) {
        letters.replayed(numbers, clock.instant());
        numbers.forEach(taken::remove);
    }

    /** Marks what has been given out so far, to note it later. */
    ReceivedMark mark() {
        if (given.isEmpty()) {
            return ReceivedMark.NOTHING;
        }
        List<Long> marked = given;
        given = new ArrayList<>();
        return () -> note(marked);
    }
}
