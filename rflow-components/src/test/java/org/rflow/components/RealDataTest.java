package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.component.Component;
import org.rflow.component.ComponentRunner;
import org.rflow.message.Message;
import org.rflow.testing.TestingContext;

/** Reads the wildlife strikes of {@code conf}, which have no quotes, as they are and with quotes put in. */
final class RealDataTest {
    private static final Path STRIKES = Path.of("..", "conf", "birdstrikes.csv");

    @TempDir
    private Path directory;

    @Test
    void readsEveryRecordAsItStands() throws Exception {
        List<String[]> table = table();

        List<Map<String, String>> rows = rows(STRIKES.toAbsolutePath());

        assertThat(rows).hasSize(10_000).isEqualTo(expected(table));
        assertThat(rows).filteredOn(row -> row.containsValue("")).hasSize(2_836);
    }

    @Test
    void readsTheSameWithQuotesCommasAndLineBreaksPutIn() throws Exception {
        List<String[]> table = table();
        String[] additions = {"", ",", "\"", "\n", "\r\n", "\"\"", ",\"\n,", "\"x\""};
        for (int i = 1; i < table.size(); i++) {
            String[] row = table.get(i);
            row[i % row.length] += additions[i % additions.length] + "end";
        }
        Path quoted = directory.resolve("quoted.csv");
        Files.writeString(
                quoted,
                table.stream()
                        .map(row -> Arrays.stream(row)
                                .map(field -> field.matches("(?s).*[,\"\r\n].*")
                                        ? '"' + field.replace("\"", "\"\"") + '"'
                                        : field)
                                .collect(Collectors.joining(",")))
                        .collect(Collectors.joining("\r\n")));

        assertThat(rows(quoted)).hasSize(10_000).isEqualTo(expected(table));
    }

    private static List<String[]> table() throws IOException {
        return Files.readAllLines(STRIKES).stream()
                .map(line -> line.split(",", -1))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<Map<String, String>> expected(List<String[]> table) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (String[] fields : table.subList(1, table.size())) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < fields.length; i++) {
                row.put(table.get(0)[i], fields[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    private List<Map<String, String>> rows(Path file) throws Exception {
        FileIn read = new FileIn();
        CsvParse parse = new CsvParse();
        List<Message> sent = new ArrayList<>();
        read.out.directConnect(parse.in);
        parse.out.collectMessages(null, sent);
        runner(parse, Map.of("columns_from", file.toString()));
        ComponentRunner source = runner(read, Map.of("path", file.toString(), "split", "csv_records", "skip", "1"));
        while (source.poll() == Component.Poll.MORE) {
            source.endOfBatch();
        }
        source.cleanup();
        return sent.stream().map(RealDataTest::row).toList();
    }

    private static Map<String, String> row(Message message) {
        Map<String, String> row = new LinkedHashMap<>();
        ((Map<?, ?>) message.data()).forEach((name, value) -> row.put((String) name, (String) value));
        return row;
    }

    private ComponentRunner runner(Component component, Map<String, String> options) throws Exception {
        ComponentRunner runner = new ComponentRunner(component, "real", failed -> {
            throw new AssertionError(failed.message().text(), failed.cause());
        });
        runner.configure(options, new TestingContext(directory));
        return runner;
    }
}
