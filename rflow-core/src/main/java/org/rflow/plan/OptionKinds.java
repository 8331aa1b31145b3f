package org.rflow.plan;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rflow.model.DurationText;
import org.rflow.model.OptionType;
import org.rflow.model.Suggestion;

/** Tells whether a text fits the kind of an option, by the same rules as the component that reads it later. */
final class OptionKinds {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,19})\\s*(B|KB|MB|GB)?", Pattern.CASE_INSENSITIVE);
    private static final int MOST_DIGITS = 1000;

    private OptionKinds() {}

    /** What is wrong with the text, with what would be right; empty when nothing is. */
    static Optional<String> complaint(OptionType option, String text) {
        return switch (option.kind()) {
            case "integer" -> isInteger(text) ? fine() : wrong(text, "a whole number; write 42");
            case "decimal" -> isDecimal(text) ? fine() : wrong(text, "a number; write 0.5");
            case "bool" -> isBool(text) ? fine() : wrong(text, "true or false; write one of them");
            case "duration" -> duration(text);
            case "size" -> isSize(text) ? fine() : wrong(text, "a size; write 1000, 128KB or 64MB");
            case "path" ->
                text.isBlank() || text.indexOf('\0') >= 0 ? wrong(text, "a path; write a file's name") : fine();
            case "choice" -> choice(option.choices(), text);
            default -> fine();
        };
    }

    private static Optional<String> fine() {
        return Optional.empty();
    }

    private static Optional<String> wrong(String text, String expected) {
        return Optional.of("'" + text + "' is not " + expected);
    }

    private static boolean isInteger(String text) {
        String digits = text.strip();
        if (!digits.matches("[+-]?\\d{1,19}")) {
            return false;
        }
        return new BigInteger(digits).bitLength() < Long.SIZE;
    }

    private static boolean isDecimal(String text) {
        if (text.length() > MOST_DIGITS) {
            return false;
        }
        try {
            return new BigDecimal(text.strip()).precision() > 0;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    private static boolean isSize(String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()) {
            return false;
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2).toUpperCase(Locale.ROOT);
        int shift = 10 * List.of("B", "KB", "MB", "GB").indexOf(unit);
        return new BigInteger(matcher.group(1)).shiftLeft(shift).bitLength() < Long.SIZE;
    }

    private static boolean isBool(String text) {
        return text.strip().equalsIgnoreCase("true") || text.strip().equalsIgnoreCase("false");
    }

    private static Optional<String> duration(String text) {
        try {
            return DurationText.parse(text).isNegative() ? wrong(text, "a duration") : fine();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> choice(List<String> choices, String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        if (choices.contains(name)) {
            return fine();
        }
        return Optional.of("'" + text + "' is not one of " + String.join(", ", choices)
                + Suggestion.closest(name, choices)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse(""));
    }
}
