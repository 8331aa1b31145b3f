package org.rflow.components;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rflow.message.MessageException;

/** A CSV file as a table: what a row is found by, and its other columns. */
final class CsvTable {
    private static final int LONGEST_RECORD = 1 << 20;

    private final Path file;
    private final char separator;
    private final String key;
    private final long mostRows;

    CsvTable(Path file, char separator, String key, long mostRows) {
        this.file = file;
        this.separator = separator;
        this.key = key;
        this.mostRows = mostRows;
    }

    /** The rows by their key, the first of those that have the same; {@link MessageException} for a file that is no such table. */
    Map<String, Map<String, Object>> read() throws IOException {
        CsvLine line = new CsvLine(separator);
        Map<String, Map<String, Object>> rows = new HashMap<>();
        try (RecordReader reader = new RecordReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8,
                RecordReader.csvRecords(separator),
                LONGEST_RECORD)) {
            reader.skipByteOrderMark();
            List<String> names = header(line, reader.next());
            for (String record = reader.next(); record != null; record = reader.next()) {
                if (record.isEmpty()) {
                    continue;
                }
                if (line.parse(record) != names.size()) {
                    throw new MessageException("the record before byte " + reader.position() + " has not "
                            + names.size() + " fields, as the first");
                }
                if (rows.size() >= mostRows) {
                    throw new MessageException("it has more than " + mostRows + " rows; see option 'max_rows'");
                }
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 0; i < names.size(); i++) {
                    row.put(names.get(i), line.field(i));
                }
                rows.putIfAbsent(String.valueOf(row.remove(key)), row);
            }
        }
        return rows;
    }

    private List<String> header(CsvLine line, @Nullable String first) {
        if (first == null) {
            throw new MessageException("it is empty");
        }
        line.parse(first);
        List<String> names = List.of(line.fields());
        if (!names.contains(key)) {
            throw new MessageException("it has no column '" + key + "'; it has: " + String.join(", ", names));
        }
        return names;
    }
}
