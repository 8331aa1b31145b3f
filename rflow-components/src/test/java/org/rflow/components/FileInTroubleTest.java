package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rflow.component.Component.Poll;
import org.rflow.component.ComponentRunner;
import org.rflow.message.Message;
import org.rflow.testing.TestingClock;
import org.rflow.testing.TestingContext;

/** Files that are too much, broken, or changed while {@code file_in} reads them. */
final class FileInTroubleTest {
    @TempDir
    private Path directory;

    private final Map<String, String> options = new LinkedHashMap<>(Map.of("path", "in.txt"));
    private final List<Message> sent = new ArrayList<>();

    @Test
    void sendsAMegabyteAtOnceAndNoMore() throws Exception {
        String wide = "x".repeat(300_000);
        write((wide + "\n").repeat(10));
        ComponentRunner runner = runner();

        assertThat(runner.poll()).isEqualTo(Poll.MORE);

        assertThat(sent).hasSize(4);
        pollToEnd(runner);
        assertThat(sent).hasSize(10).allMatch(message -> message.text().equals(wide));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one\n", "one\ntwo"})
    void sendsNoHalfLineOfAFileThatIsCutWhileItIsRead(String left) throws Exception {
        write("one\n".repeat(99) + "two\nthree");
        ComponentRunner runner = runner();
        assertThat(runner.poll()).isEqualTo(Poll.MORE);
        sent.clear();
        write(left);

        pollToEnd(runner);

        assertThat(sent.stream().map(Message::text).toList())
                .containsExactlyElementsOf(left.lines().toList());
    }

    @Test
    void sendsTheLastLineOfAFileThatWasCutInItsMidst() throws Exception {
        write("one\n".repeat(100) + "half of a line\n");
        ComponentRunner runner = runner();
        assertThat(runner.poll()).isEqualTo(Poll.MORE);
        sent.clear();
        write("one\n".repeat(100) + "half");

        pollToEnd(runner);

        assertThat(sent).extracting(Message::text).hasSize(102).containsSequence("half of a line", "one").endsWith("one", "half");
    }

    @Test
    void skipsALastRecordThatHasNoLineEnd() throws Exception {
        options.put("skip", "1");
        write("head");

        pollToEnd(runner());

        assertThat(sent).isEmpty();
    }

    private void write(String content) throws IOException {
        Files.writeString(directory.resolve(options.get("path")), content);
    }

    private ComponentRunner runner() throws Exception {
        FileIn component = new FileIn();
        component.out.collectMessages(null, sent);
        ComponentRunner runner = new ComponentRunner(component, "in", failed -> {
            throw new AssertionError(failed.cause());
        });
        TestingContext.Place place = new TestingContext.Place(1, 1, false);
        runner.configure(options, new TestingContext(directory, new TestingClock(), place));
        return runner;
    }

    private static void pollToEnd(ComponentRunner runner) throws Exception {
        while (runner.poll() == Poll.MORE) {
            runner.endOfBatch();
        }
    }
}
