package org.rflow.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rflow.bus.ClientRequest;
import org.rflow.bus.LetterAction;
import org.rflow.deadletters.LetterFile;
import org.rflow.deadletters.LettersInUseException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes dead letters for good. */
@Command(name = "purge", description = "Remove dead letters for good, running or not.")
final class LettersPurgeCommand extends BaseCommand {
    @Mixin
    private LetterSelection selection;

    @Option(names = "--replayed", description = "only those that have been replayed")
    private boolean replayed;

    @Mixin
    private DatabaseOption database;

    LettersPurgeCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() {
        if (!replayed) {
            selection.require();
        }
        Application application = StoredFlow.of(database.database(this)).application();
        LetterBox box = new LetterBox(application);
        List<LetterSelection.Found> unwanted = selection.find(box).stream()
                .filter(each -> !replayed || each.replayed())
                .toList();
        long purged = 0;
        for (Map.Entry<String, List<Long>> each :
                LetterNumbers.byWorker(unwanted).entrySet()) {
            for (List<Long> numbers : LetterNumbers.parts(each.getValue())) {
                purged += purge(application, box, each.getKey(), numbers);
            }
        }
        println(purged + " dead letters purged");
        return ExitCode.DONE;
    }

    /** A worker that runs does it itself. */
    private static long purge(Application application, LetterBox box, String worker, List<Long> numbers) {
        Set<Long> unwanted = new HashSet<>(numbers);
        try (LetterFile file = LetterFile.open(box.file(worker), Long.MAX_VALUE)) {
            return file.purge(letter -> unwanted.contains(letter.number()));
        } catch (LettersInUseException running) {
            return Long.parseLong(
                    ManagerCall.ask(application, new ClientRequest.DeadLetters(worker, LetterAction.PURGE, numbers))
                            .text());
        }
    }
}
