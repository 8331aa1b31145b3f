package org.rflow.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The words of a command line, brought into one order: RFlow 1.x let options stand before the command and let {@code -v}
 * stand with or without a level; behind this class the command comes first and {@code --verbose} has its level.
 */
final class Words {
    private static final Set<String> WITH_VALUE =
            Set.of("-d", "--database", "-c", "--config", "-e", "--extensions", "-g", "--gems", "-l", "--log");
    private static final Set<String> ALONE = Set.of("-h", "--help", "-V", "--version");
    private static final Set<String> VERBOSE = Set.of("-v", "--verbose");
    private static final Set<String> LEVELS = Set.of("DEBUG", "INFO", "WARN");

    private final List<String> words;
    private final OptionalInt command;

    private Words(List<String> words, OptionalInt command) {
        this.words = words;
        this.command = command;
    }

    static Words of(String... arguments) {
        List<String> words = withLevels(List.of(arguments));
        return new Words(words, commandIndex(words));
    }

    /** The first word that is neither an option nor the value of one; empty text when there is none. */
    String command() {
        return command.isPresent() ? words.get(command.getAsInt()) : "";
    }

    /** Whether some option stands before any command, so that the words mean something without one. */
    boolean asksForHelpOrVersion() {
        return words.stream().anyMatch(ALONE::contains);
    }

    /** The command, the options that stood before it, the rest; what asks for help or the version stays in front. */
    String[] ordered() {
        if (command.isEmpty()) {
            return words.toArray(String[]::new);
        }
        int index = command.getAsInt();
        List<String> before = words.subList(0, index);
        List<String> ordered = new ArrayList<>();
        before.stream().filter(ALONE::contains).forEach(ordered::add);
        ordered.add(words.get(index));
        before.stream().filter(word -> !ALONE.contains(word)).forEach(ordered::add);
        ordered.addAll(words.subList(index + 1, words.size()));
        return ordered.toArray(String[]::new);
    }

    private static List<String> withLevels(List<String> arguments) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (!VERBOSE.contains(word)) {
                words.add(word);
            } else if (i + 1 < arguments.size() && isLevel(arguments.get(i + 1))) {
                words.add("--verbose=" + arguments.get(++i));
            } else {
                words.add("--verbose=DEBUG");
            }
        }
        return words;
    }

    private static boolean isLevel(String word) {
        return LEVELS.contains(word.toUpperCase(Locale.ROOT));
    }

    private static OptionalInt commandIndex(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (!words.get(i).startsWith("-")) {
                return OptionalInt.of(i);
            }
            i += WITH_VALUE.contains(words.get(i)) ? 1 : 0;
        }
        return OptionalInt.empty();
    }
}
