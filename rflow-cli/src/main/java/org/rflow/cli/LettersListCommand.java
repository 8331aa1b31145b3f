package org.rflow.cli;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints a line for each dead letter. */
@Command(name = "list", description = "Print a line for each message that could not be processed, running or not.")
final class LettersListCommand extends BaseCommand {
    private static final int CAUSE = 100;

    @Mixin
    private LetterSelection selection;

    @Option(names = "--replayed", description = "those too that have been replayed")
    private boolean withReplayed;

    @Option(names = "--json", description = "print JSON, and nothing else")
    private boolean json;

    @Mixin
    private DatabaseOption database;

    LettersListCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() {
        LetterBox box = new LetterBox(StoredFlow.of(database.database(this)).application());
        List<LetterSelection.Found> found = selection.find(box).stream()
                .filter(each -> withReplayed || !each.replayed())
                .toList();
        if (json) {
            println(Json.of(found.stream().map(LetterJson::of).toList()));
        } else if (found.isEmpty()) {
            println("there are no dead letters");
        } else {
            table(found).lines().forEach(this::println);
        }
        return ExitCode.DONE;
    }

    private static TextTable table(List<LetterSelection.Found> found) {
        DateTimeFormatter time =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
        TextTable table = new TextTable("letter", "time", "component", "type", ">attempts", "", "cause");
        for (LetterSelection.Found each : found) {
            table.row(
                    each.letter().name(),
                    time.format(each.letter().time()),
                    each.letter().component(),
                    each.letter().type(),
                    Integer.toString(each.letter().attempts()),
                    each.replayed() ? "replayed" : "",
                    line(each.letter().cause()));
        }
        return table;
    }

    private static String line(String cause) {
        String line = cause.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= CAUSE ? line : line.substring(0, CAUSE) + "…";
    }
}
