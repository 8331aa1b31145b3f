package org.rflow.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as users write them: {@code 250ms}, {@code 1.5s}, {@code 2m}, {@code 1h}; a bare number means seconds. */
public final class DurationText {
    private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|h|d)?");
    private static final Map<String, Long> NANOS = Map.of(
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "m",
            60_000_000_000L,
            "h",
            3_600_000_000_000L,
            "d",
            86_400_000_000_000L);

    private DurationText() {}

    /** An {@link IllegalArgumentException} says what would be right. */
    public static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a duration; write 250ms, 1.5s, 2m, 1h or 1d");
        }
        String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        try {
            return Duration.ofNanos(new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(NANOS.getOrDefault(unit, 1_000_000_000L)))
                    .toBigInteger()
                    .longValueExact());
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException("duration '" + text + "' is too long; at most 292 years", tooLong);
        }
    }
}
