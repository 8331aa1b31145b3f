package org.rflow.components;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/** What is wanted of the messages of a window: {@code function(CEL expression)}. Used by one thread. */
final class Measure {
    private enum Function {
        COUNT,
        SUM,
        MIN,
        MAX,
        AVG
    }

    private static final Pattern FORM = Pattern.compile("(?s)(count|sum|min|max|avg)\\s*\\((.*)\\)");
    private static final int MOST_DIGITS = 400;
    private static final int LONGEST_TEXT = 1000;

    private final Function function;
    private final @Nullable Expression expression;

    private Measure(Function function, @Nullable Expression expression) {
        this.function = function;
        this.expression = expression;
    }

    /** {@link IllegalArgumentException} says what is wrong with the text. */
    static Measure of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is none of count(...), sum(...), min(...), max(...), avg(...)");
        }
        Function function = Function.valueOf(form.group(1).toUpperCase(Locale.ROOT));
        if (form.group(2).isBlank()) {
            if (function != Function.COUNT) {
                throw new IllegalArgumentException("'" + text + "' does not say of what");
            }
            return new Measure(function, null);
        }
        return new Measure(function, Expression.compileValue(form.group(2)));
    }

    /** The message's part in the result; empty when it has none. {@link MessageException} when that is no number. */
    Optional<BigDecimal> number(Message message) {
        if (expression == null) {
            return Optional.of(BigDecimal.ONE);
        }
        Object value = expression.value(message);
        if (value == null || value.equals("")) {
            return Optional.empty();
        }
        return Optional.of(function == Function.COUNT ? BigDecimal.ONE : number(value));
    }

    private static BigDecimal number(Object value) {
        String text = value.toString().strip();
        if ((value instanceof String || value instanceof Number) && text.length() <= LONGEST_TEXT) {
            try {
                BigDecimal number = new BigDecimal(text);
                if (number.precision() <= MOST_DIGITS && Math.abs((long) number.scale()) <= MOST_DIGITS) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new MessageException("'" + text + "' is no number", e);
            }
        }
        throw new MessageException("'" + text.substring(0, Math.min(text.length(), LONGEST_TEXT))
                + "' is no number of at most " + MOST_DIGITS + " digits");
    }

    /** What a tally of those numbers says, as text; an empty one when there were none to say it of. */
    String result(Tally tally) {
        if (function == Function.COUNT) {
            return Long.toString(tally.count());
        }
        if (tally.count() == 0) {
            return "";
        }
        BigDecimal result = switch (function) {
            case COUNT -> BigDecimal.valueOf(tally.count());
            case SUM -> tally.sum();
            case MIN -> tally.least();
            case MAX -> tally.greatest();
            case AVG -> tally.average();
        };
        return plain(result);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
