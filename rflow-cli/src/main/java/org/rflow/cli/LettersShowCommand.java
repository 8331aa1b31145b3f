package org.rflow.cli;

import java.util.List;
import org.rflow.deadletters.DeadLetter;
import org.rflow.deadletters.LetterContent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints everything that is known of dead letters, with the messages themselves. */
@Command(name = "show", description = "Print all that is known of dead letters, with the messages and their schemas.")
final class LettersShowCommand extends BaseCommand {
    @Mixin
    private LetterSelection selection;

    @Option(names = "--json", description = "print JSON, and nothing else")
    private boolean json;

    @Mixin
    private DatabaseOption database;

    LettersShowCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() {
        selection.require();
        LetterBox box = new LetterBox(StoredFlow.of(database.database(this)).application());
        List<LetterSelection.Found> found = selection.find(box);
        if (json) {
            println(Json.of(found.stream().map(LetterJson.Whole::of).toList()));
        } else {
            found.forEach(this::print);
        }
        return ExitCode.DONE;
    }

    private void print(LetterSelection.Found found) {
        DeadLetter letter = found.letter();
        LetterContent content = LetterContent.of(letter);
        println("dead letter " + letter.name() + (found.replayed() ? " (replayed)" : ""));
        field("time", letter.time().toString());
        field("component", letter.component() + "#" + letter.port());
        field("connection", letter.connection());
        field("attempts", Integer.toString(letter.attempts()));
        field("cause", letter.cause());
        field("identity", letter.identity());
        field("type", letter.type());
        field("schema", content.schema());
        content.properties().forEach((name, value) -> field("property", name + " = " + value));
        content.provenance().forEach(step -> field("provenance", step));
        field("data", content.problem().isEmpty() ? content.data() : content.problem());
        letter.stack().lines().forEach(line -> println("    " + line));
        println("");
    }

    private void field(String name, String value) {
        if (!value.isEmpty()) {
            println(String.format("  %-11s %s", name, value));
        }
    }
}
