package org.rflow.component;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rflow.model.DurationText;

/** How option texts become values; each {@link IllegalArgumentException} says what would be right. */
final class OptionValues {
    private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*(B|KB|MB|GB)?", Pattern.CASE_INSENSITIVE);
    private static final Map<String, Long> BYTES = Map.of("B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);

    private OptionValues() {}

    static Long integer(String text) {
        try {
            return Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
        }
    }

    static BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a number", e);
        }
    }

    static Boolean bool(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is not true or false");
        };
    }

    static Duration duration(String text) {
        return DurationText.parse(text);
    }

    static Long size(String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a size; write 1000, 128KB or 64MB");
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2).toUpperCase(Locale.ROOT);
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), BYTES.getOrDefault(unit, 1L));
        } catch (NumberFormatException | ArithmeticException tooLarge) {
            throw new IllegalArgumentException("size '" + text + "' is too large", tooLarge);
        }
    }

    /** The one of {@code choices} that the text means. */
    static String choice(List<String> choices, String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        if (!choices.contains(name)) {
            throw new IllegalArgumentException("'" + text + "' is not one of " + String.join(", ", choices));
        }
        return name;
    }
}
