package org.rflow.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rflow.deadletters.DeadLetter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which dead letters a command is about. */
final class LetterSelection {
    @Parameters(paramLabel = "LETTER", arity = "0..*", description = "dead letters by name, such as parse-1/17")
    private List<String> names = new ArrayList<>();

    @Option(names = "--component", paramLabel = "NAME", description = "those of this component")
    private String component;

    @Option(names = "--worker", paramLabel = "NAME", description = "those of this worker")
    private String worker;

    @Option(names = "--all", description = "all of them")
    private boolean all;

    /** Whether anything was said; what changes letters wants that. */
    boolean isEmpty() {
        return names.isEmpty() && component == null && worker == null && !all;
    }

    boolean has(DeadLetter letter) {
        return (names.isEmpty() || names.contains(letter.name()))
                && (component == null || component.equals(letter.component()))
                && (worker == null || worker.equals(letter.worker()));
    }

    /** The letters that were selected; a {@link CommandException} names those that are not there. */
    List<Found> find(LetterBox box) {
        List<Found> found = new ArrayList<>();
        Set<String> missing = new HashSet<>(names);
        box.read((letter, replayed) -> {
            missing.remove(letter.name());
            if (has(letter)) {
                found.add(new Found(letter, replayed));
            }
        });
        if (!missing.isEmpty()) {
            throw CommandException.failed("there is no dead letter "
                    + String.join(", ", missing.stream().sorted().toList()) + "; 'rflow dead-letters list' prints all");
        }
        return found;
    }

    void require() {
        if (isEmpty()) {
            throw CommandException.wrong("which dead letters? Name some, or give --component, --worker or --all");
        }
    }

    /** A letter, and whether it has been replayed. */
    record Found(DeadLetter letter, boolean replayed) {}
}
