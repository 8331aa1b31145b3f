package org.rflow.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rflow.bus.ClientRequest;
import org.rflow.bus.LetterAction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Gives dead letters to their components again, in the running flow. */
@Command(
        name = "replay",
        description = "Give dead letters to the components they failed at again, in the running flow."
                + " Those that fail again become new dead letters.")
final class LettersReplayCommand extends BaseCommand {
    @Mixin
    private LetterSelection selection;

    @Mixin
    private DatabaseOption database;

    LettersReplayCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() {
        selection.require();
        Application application = StoredFlow.of(database.database(this)).application();
        List<LetterSelection.Found> waiting = selection.find(new LetterBox(application)).stream()
                .filter(each -> !each.replayed())
                .toList();
        if (waiting.isEmpty()) {
            println("there are no dead letters to replay");
        }
        List<String> errors = new ArrayList<>();
        for (Map.Entry<String, List<Long>> each :
                LetterNumbers.byWorker(waiting).entrySet()) {
            for (List<Long> numbers : LetterNumbers.parts(each.getValue())) {
                replay(application, each.getKey(), numbers, errors);
            }
        }
        if (!errors.isEmpty()) {
            throw CommandException.failed(String.join("\n", errors));
        }
        return ExitCode.DONE;
    }

    /** What cannot be replayed in one worker does not keep the others from it. */
    private void replay(Application application, String worker, List<Long> numbers, List<String> errors) {
        try {
            String taken = ManagerCall.ask(
                            application, new ClientRequest.DeadLetters(worker, LetterAction.REPLAY, numbers))
                    .text();
            println(taken + " dead letters of " + worker + " are being replayed");
        } catch (CommandException e) {
            if (e.exitCode() == ExitCode.NOT_RUNNING) {
                throw e;
            }
            errors.add(String.valueOf(e.getMessage()));
        }
    }
}
