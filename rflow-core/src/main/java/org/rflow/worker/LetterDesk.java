package org.rflow.worker;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.rflow.bus.Command;
import org.rflow.bus.CommandHandler.Answer;
import org.rflow.bus.LetterAction;
import org.rflow.bus.LetterCount;
import org.rflow.bus.Reply;
import org.rflow.component.Arrival;
import org.rflow.component.InputPort;
import org.rflow.deadletters.DeadLetter;
import org.rflow.deadletters.DeadLettersException;
import org.rflow.deadletters.LetterContent;
import org.rflow.deadletters.LetterReader;
import org.rflow.loop.Loop;
import org.rflow.message.DataTypes;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/** All that is done with a worker's dead letters once they are made. Used only by the loop thread; files are read on the pool. */
final class LetterDesk implements AutoCloseable {
    private final Letters letters;
    private final Replays replays;
    private final Wiring wiring;
    private final Loop loop;
    private final Executor pool;

    LetterDesk(Letters letters, Replays replays, Wiring wiring, Loop loop, Executor pool) {
        this.letters = letters;
        this.replays = replays;
        this.wiring = wiring;
        this.loop = loop;
        this.pool = pool;
    }

    /** Gives out some that are to be replayed; returns how many. */
    int work(Predicate<String> mayFeed) {
        return replays.work(mayFeed);
    }

    /** Called before anything is acknowledged: what was made of it must be on the disk, or the worker ends. */
    void settle() {
        letters.check();
        if (wiring.isReliable()) {
            letters.sync();
        }
    }

    /** Letters of the component that are still to be replayed. */
    long toReplay(Cell cell) {
        return replays.waiting(cell);
    }

    /** How many letters wait, for each component. */
    List<LetterCount> waiting() {
        return letters.waiting();
    }

    @Override
    public void close() {
        letters.close();
    }

    void onCommand(Command.DeadLetters command, Answer answer) {
        Set<Long> numbers = new HashSet<>(command.numbers());
        if (command.action() == LetterAction.PURGE) {
            answer.reply(purge(numbers));
            return;
        }
        pool.execute(() -> {
            try {
                List<DeadLetter> wanted = read(numbers);
                loop.execute(() -> answer.reply(replay(wanted)));
            } catch (DeadLettersException e) {
                answer.reply(Reply.error(String.valueOf(e.getMessage())));
            }
        });
    }

    private Reply purge(Set<Long> numbers) {
        if (numbers.stream().anyMatch(replays::isTaken)) {
            return Reply.error("some of these dead letters are being replayed just now; purge them afterwards");
        }
        try {
            return Reply.text(Integer.toString(letters.purge(numbers)));
        } catch (DeadLettersException e) {
            return Reply.error(String.valueOf(e.getMessage()));
        }
    }

    private List<DeadLetter> read(Set<Long> numbers) {
        List<DeadLetter> wanted = new ArrayList<>();
        new LetterReader(letters.file()).read((letter, replayed) -> {
            if (!replayed && numbers.contains(letter.number())) {
                wanted.add(letter);
            }
        });
        return wanted;
    }

    private Reply replay(List<DeadLetter> wanted) {
        List<String> complaints = new ArrayList<>();
        long taken = 0;
        for (DeadLetter letter : wanted) {
            if (replays.isTaken(letter.number())) {
                continue;
            }
            Optional<String> complaint = replay(letter);
            complaint.ifPresent(complaints::add);
            taken += complaint.isEmpty() ? 1 : 0;
        }
        return complaints.isEmpty()
                ? Reply.text(Long.toString(taken))
                : Reply.error(String.join("; ", complaints) + (taken == 0 ? "" : "; " + taken + " are replayed"));
    }

    private Optional<String> replay(DeadLetter letter) {
        Optional<Cell> cell = wiring.cells().stream()
                .filter(each -> each.name().equals(letter.component()))
                .findFirst();
        Optional<InputPort> port = cell.flatMap(each -> each.runner().inputPort(letter.port()));
        if (cell.isEmpty() || port.isEmpty()) {
            return Optional.of("dead letter " + letter.name() + " is for " + letter.component() + "#" + letter.port()
                    + ", which this worker has no more");
        }
        if (!letter.isReplayable()) {
            return Optional.of(
                    "dead letter " + letter.name() + " cannot be replayed: it is a message that nobody could read");
        }
        try {
            Message message = LetterContent.message(letter, new DataTypes());
            Arrival arrival = new Arrival(port.get(), letter.key().orElse(null), letter.connection());
            replays.add(cell.get(), arrival, letter, message);
            return Optional.empty();
        } catch (MessageException e) {
            return Optional.of("dead letter " + letter.name() + " cannot be replayed: " + e.getMessage());
        }
    }
}
