package org.rflow.cli.bench.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rflow.components.CsvLine;
import org.rflow.components.RecordReader;

/**
 * What the flow of {@code conf/birdstrikes.yaml} does, as one loop of plain Java that knows its columns: reads records, parses
 * them, keeps those with damage, counts them by species and by phase, and writes these and the counts. Records are cut and parsed by the
 * very classes of the components {@code file_in} and {@code csv_parse}.
 */
final class RowLoop {
    private static final int BUFFER = 64 << 10;
    private static final int LONGEST = 16 << 20;
    private static final char SEPARATOR = ',';

    private final Path table;
    private final Path results;
    private final CsvLine line = new CsvLine(SEPARATOR);
    private final String[] columns;
    private final int damage;
    private final Counts species;
    private final Counts phases;

    /** Reads {@code rows.csv} in the directory and writes below its {@code results}. */
    RowLoop(Path directory) throws IOException {
        table = directory.resolve("rows.csv");
        results = Files.createDirectories(directory.resolve("results"));
        try (RecordReader reader = open()) {
            line.parse(String.valueOf(reader.next()));
        }
        columns = line.fields();
        damage = column("Effect Amount of damage");
        species = new Counts("Wildlife Species", column("Wildlife Species"));
        phases = new Counts("Phase of flight", column("Phase of flight"));
    }

    private int column(String name) {
        return List.of(columns).indexOf(name);
    }

    private RecordReader open() throws IOException {
        return new RecordReader(Files.newInputStream(table), UTF_8, RecordReader.csvRecords(SEPARATOR), LONGEST);
    }

    void run() throws IOException {
        try (RecordReader reader = open();
                Writer audit = writer("audit.csv");
                Writer rejects = writer("rejects.txt")) {
            reader.next();
            write(audit, columns);
            String[] fields = new String[columns.length];
            for (String record = reader.next(); record != null; record = reader.next()) {
                if (line.parse(record) != columns.length) {
                    rejects.append(record).append('\n');
                    continue;
                }
                for (int i = 0; i < fields.length; i++) {
                    fields[i] = line.field(i);
                }
                if (!fields[damage].equals("None")) {
                    species.count(fields);
                    phases.count(fields);
                    write(audit, fields);
                }
            }
        }
        species.write(writer("by_species.csv"));
        phases.write(writer("by_phase.csv"));
    }

    private Writer writer(String name) throws IOException {
        return new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(results.resolve(name)), UTF_8), BUFFER);
    }

    private static void write(Writer out, String... fields) throws IOException {
        for (int i = 0; i < fields.length; i++) {
            if (i > 0) {
                out.append(SEPARATOR);
            }
            writeField(out, fields[i]);
        }
        out.append('\n');
    }

    private static void writeField(Writer out, String field) throws IOException {
        if (needsQuotes(field)) {
            out.append('"').append(field.replace("\"", "\"\"")).append('"');
        } else {
            out.append(field);
        }
    }

    private static boolean needsQuotes(String field) {
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == SEPARATOR || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }

    /** How many rows have which value in a column. */
    private static final class Counts {
        private final String name;
        private final int column;
        private final Map<String, long[]> counts = new HashMap<>();

        Counts(String name, int column) {
            this.name = name;
            this.column = column;
        }

        void count(String... fields) {
            counts.computeIfAbsent(fields[column], value -> new long[1])[0]++;
        }

        void write(Writer target) throws IOException {
            try (target) {
                RowLoop.write(target, name, "count");
                for (Map.Entry<String, long[]> entry : new TreeMap<>(counts).entrySet()) {
                    RowLoop.write(target, entry.getKey(), Long.toString(entry.getValue()[0]));
                }
            }
        }
    }
}
