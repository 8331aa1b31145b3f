package org.rflow.model;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as users write them: {@code 256m}, {@code 256MB}, {@code 1g}; a bare number means bytes. */
public final class SizeText {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,19})\\s*([KMG]?)B?", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "KMG";
    private static final int BITS_A_UNIT = 10;

    private SizeText() {}

    /** In bytes; an {@link IllegalArgumentException} says what would be right. */
    public static long parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a size; write 256m or 1g");
        }
        String unit = matcher.group(2).toUpperCase(Locale.ROOT);
        int shift = unit.isEmpty() ? 0 : BITS_A_UNIT * (1 + UNITS.indexOf(unit));
        BigInteger bytes = new BigInteger(matcher.group(1)).shiftLeft(shift);
        if (bytes.bitLength() >= Long.SIZE) {
            throw new IllegalArgumentException("size '" + text + "' is too large");
        }
        return bytes.longValue();
    }
}
