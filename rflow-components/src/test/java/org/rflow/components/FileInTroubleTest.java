package org.rflow.components;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rflow.component.Component.Poll;
import org.rflow.component.ComponentRunner;
import org.rflow.component.ConfigurationException;
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

        assertThat(sent)
                .extracting(Message::text)
                .hasSize(102)
                .containsSequence("half of a line", "one")
                .endsWith("one", "half");
    }

    @Test
    void skipsALastRecordThatHasNoLineEnd() throws Exception {
        options.put("skip", "1");
        write("head");

        pollToEnd(runner());

        assertThat(sent).isEmpty();
    }

    @Test
    void saysWhichPackedFileIsNotWhole() throws Exception {
        options.put("path", "in.txt.gz");
        byte[] packed = packed("one\ntwo\n" + "x".repeat(100));
        Files.write(directory.resolve("in.txt.gz"), Arrays.copyOf(packed, packed.length - 12));

        assertThatThrownBy(() -> pollToEnd(runner()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(
                        "file '" + directory.resolve("in.txt.gz") + "' is not packed to its end: behind byte ")
                .hasMessageEndingWith("of what it holds nothing can be read (Unexpected end of ZLIB input stream);"
                        + " pack or copy it again");
    }

    private static byte[] packed(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void saysInWhichFileARecordIsTooLong() throws Exception {
        options.put("max_record", "64KB");
        write("short\n" + "x".repeat(70_000));

        assertThatThrownBy(() -> pollToEnd(runner()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("file '" + directory.resolve("in.txt")
                        + "' cannot be read: the record at byte 6 is longer than 65536 bytes");
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refusesAPipeInsteadOfWaitingForItsWriter() throws Exception {
        options.put("path", "pipe");
        Process make = new ProcessBuilder("mkfifo", directory.resolve("pipe").toString()).start();
        assertThat(make.waitFor()).isZero();

        assertThatThrownBy(this::runner)
                .hasMessageContaining(
                        "pipe' cannot be read: it is no regular file; let the program that writes it write a file, and set 'tail: true'");
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
