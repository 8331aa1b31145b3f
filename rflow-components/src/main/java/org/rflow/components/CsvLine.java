package org.rflow.components;

import java.util.Arrays;
import org.rflow.component.ConfigurationException;
import org.rflow.message.MessageException;

/**
 * Takes one record of comma-separated values apart (RFC 4180): quoted fields may hold separators, line breaks and doubled
 * quotes. A quote within a field that does not begin with one is an ordinary character. Reused from record to record, without
 * a reader or buffer for each, which is why no library does it. Used by one thread.
 */
public final class CsvLine {
    private final char separator;
    private String[] fields = new String[16];
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
    public int parse(String record) {
        count = 0;
        if (record.indexOf('"') < 0) {
            parsePlain(record);
        } else {
            parseQuoted(record);
        }
        return count;
    }

    public String field(int index) {
        return fields[index];
    }

    public String[] fields() {
        return Arrays.copyOf(fields, count);
    }

    private void parsePlain(String record) {
        int start = 0;
        for (int end = record.indexOf(separator); end >= 0; end = record.indexOf(separator, start)) {
            add(record.substring(start, end));
            start = end + 1;
        }
        add(record.substring(start));
    }

    private void parseQuoted(String record) {
        int start = 0;
        while (true) {
            int end;
            if (start < record.length() && record.charAt(start) == '"') {
                end = quoted(record, start + 1);
            } else {
                end = record.indexOf(separator, start);
                end = end < 0 ? record.length() : end;
                add(record.substring(start, end));
            }
            if (end == record.length()) {
                return;
            }
            start = end + 1;
        }
    }

    /** Adds the field whose opening quote is before {@code start}; answers the index of what ends it. */
    private int quoted(String record, int start) {
        StringBuilder unquoted = null;
        int from = start;
        while (true) {
            int quote = record.indexOf('"', from);
            if (quote < 0) {
                throw new MessageException("field " + (count + 1) + " has a quote that is not closed");
            }
            int after = quote + 1;
            if (after < record.length() && record.charAt(after) == '"') {
                unquoted = unquoted == null ? new StringBuilder() : unquoted;
                unquoted.append(record, from, after);
                from = after + 1;
                continue;
            }
            if (after < record.length() && record.charAt(after) != separator) {
                throw new MessageException("field " + (count + 1) + " goes on behind its closing quote");
            }
            String rest = record.substring(from, quote);
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
