package org.rflow.components;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.rflow.component.ConfigurationException;
import org.rflow.message.MessageException;

/**
 * Takes one record of comma-separated values apart (RFC 4180): quoted fields may hold separators, line breaks and doubled
 * quotes. A quote within a field that does not begin with one is an ordinary character. Reused from record to record, without
 * a reader or buffer for each, which is why no library does it. Used by one thread.
 */
public final class CsvLine {
    private final char separator;
    /** Of a record without quotes, where each field ends; with quotes, the fields. */
    private int[] ends = new int[16];

    private String[] fields = new String[16];
    private String record = "";
    private boolean isPlain;
    private int count;

    public CsvLine(char separator) {
        this.separator = separator;
    }

    /** The value of an option 'separator'; {@link ConfigurationException} when it cannot separate anything. */
    static char separator(String text) {
        if (text.length() != 1 || "\"\r\n".contains(text)) {
            throw new ConfigurationException(
                    "option 'separator': '" + text + "' is not one character other than a quote or a line end");
        }
        return text.charAt(0);
    }

    /** Parses the record and answers how many fields it has. */
    public int parse(String text) {
        count = 0;
        record = text;
        isPlain = text.indexOf('"') < 0;
        if (isPlain) {
            parsePlain(text);
        } else {
            parseQuoted(text);
        }
        return count;
    }

    public String field(int index) {
        return isPlain ? slice(record, ends, index) : fields[index];
    }

    public String[] fields() {
        String[] all = new String[count];
        Arrays.setAll(all, this::field);
        return all;
    }

    /** The fields for later, cut out of the record when they are asked for. */
    IntFunction<String> kept() {
        if (isPlain) {
            String kept = record;
            int[] keptEnds = Arrays.copyOf(ends, count);
            return index -> slice(kept, keptEnds, index);
        }
        String[] keptFields = Arrays.copyOf(fields, count);
        return index -> keptFields[index];
    }

    private static String slice(String record, int[] ends, int index) {
        return record.substring(index == 0 ? 0 : ends[index - 1] + 1, ends[index]);
    }

    private void parsePlain(String text) {
        int end = text.indexOf(separator);
        while (end >= 0) {
            addEnd(end);
            end = text.indexOf(separator, end + 1);
        }
        addEnd(text.length());
    }

    private void addEnd(int end) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, count * 2);
        }
        ends[count++] = end;
    }

    private void parseQuoted(String text) {
        int start = 0;
        while (true) {
            int end;
            if (start < text.length() && text.charAt(start) == '"') {
                end = quoted(text, start + 1);
            } else {
                end = text.indexOf(separator, start);
                end = end < 0 ? text.length() : end;
                add(text.substring(start, end));
            }
            if (end == text.length()) {
                return;
            }
            start = end + 1;
        }
    }

    /** Adds the field whose opening quote is before {@code start}; answers the index of what ends it. */
    private int quoted(String text, int start) {
        StringBuilder unquoted = null;
        int from = start;
        while (true) {
            int quote = text.indexOf('"', from);
            if (quote < 0) {
                throw new MessageException("field " + (count + 1) + " has a quote that is not closed");
            }
            int after = quote + 1;
            if (after < text.length() && text.charAt(after) == '"') {
                unquoted = unquoted == null ? new StringBuilder() : unquoted;
                unquoted.append(text, from, after);
                from = after + 1;
                continue;
            }
            if (after < text.length() && text.charAt(after) != separator) {
                throw new MessageException("field " + (count + 1) + " goes on behind its closing quote");
            }
            String rest = text.substring(from, quote);
            add(unquoted == null ? rest : unquoted.append(rest).toString());
            return after;
        }
    }

    private void add(String field) {
        if (count == fields.length) {
            fields = Arrays.copyOf(fields, count * 2);
        }
        fields[count++] = field;
    }
}
