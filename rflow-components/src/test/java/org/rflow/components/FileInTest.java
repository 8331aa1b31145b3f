package org.rflow.components;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rflow.component.Component;
import org.rflow.component.ComponentRunner;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.TestingClock;
import org.rflow.testing.TestingContext;

final class FileInTest {

    @TempDir
    private Path directory;

    private static ComponentTester reading(String content) {
        return ComponentTester.of(FileIn::new).option("path", "in.txt").file("in.txt", content);
    }

    @Test
    void sendsEachLine() {
        reading("one\ntwo\n\nfour\n").expect("out", "one", "two", "", "four");
    }

    @Test
    void needsNoLineEndAtTheEnd() {
        reading("one\ntwo").expect("out", "one", "two");
    }

    @Test
    void leavesOutCarriageReturnsBeforeLineFeedsOnly() {
        reading("one\r\ntw\ro\r\nthree\r").expect("out", "one", "tw\ro", "three\r");
    }

    @Test
    void sendsNothingForAnEmptyFile() {
        reading("").expect("out");
    }

    @Test
    void leavesOutAByteOrderMark() {
        reading("\uFEFFone\ntwo\n").expect("out", "one", "two");
    }

    @Test
    void skipsTheFirstRecords() {
        reading("head\none\ntwo\n").option("skip", "1").expect("out", "one", "two");
        reading("head\n").option("skip", "3").expect("out");
    }

    @Test
    void keepsQuotedLineBreaksTogether() {
        reading("a,\"x\ny\"\r\n\"q\"\"\n\"\"\",b\n\n5\" pipe,c\nd,\"\"\n\"end")
                .option("split", "csv_records")
                .expect("out", "a,\"x\ny\"", "\"q\"\"\n\"\"\",b", "5\" pipe,c", "d,\"\"", "\"end");
    }

    @Test
    void knowsFieldsByTheirSeparator() {
        reading("a;\"x\ny\"\nb,\"c\n")
                .option("split", "csv_records")
                .option("separator", ";")
                .expect("out", "a;\"x\ny\"", "b,\"c");
    }

    @Test
    void readsLongFilesOnceAlsoOverRestarts() {
        List<String> lines = IntStream.range(0, 5_000)
                .mapToObj(i -> i + " ä" + "x".repeat(i % 50))
                .toList();

        reading(String.join("\n", lines)).expect("out", lines.toArray());
    }

    @Test
    void readsRecordsLongerThanItsBuffer() {
        String wide = "ü".repeat(150_000);

        reading("a\n" + wide + "\nb").expect("out", "a", wide, "b");
    }

    @Test
    void unpacksGzip() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("one\ntwo\nthree\n".getBytes(UTF_8));
        }

        ComponentTester.of(FileIn::new)
                .option("path", "in.txt.gz")
                .file("in.txt.gz", packed.toByteArray())
                .expect("out", "one", "two", "three");
    }

    @Test
    void readsOtherCharacterSets() {
        ComponentTester.of(FileIn::new)
                .option("path", "in.txt")
                .option("charset", "ISO-8859-1")
                .file("in.txt", "größe\n".getBytes(ISO_8859_1))
                .expect("out", "größe");
    }

    @Test
    void isReadByTheFirstWorkerOnly() {
        reading("one\n").worker(2, 2).expect("out");
    }

    @Test
    void stopsAtARecordThatIsTooLong() {
        assertThatThrownBy(() -> reading("a,\"" + "x".repeat(70_000))
                        .option("split", "csv_records")
                        .option("max_record", "64KB")
                        .expect("out"))
                .hasMessageContaining("the record at byte 0 is longer than 65536 bytes; a quote that is not closed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            path       | none.txt | none.txt' cannot be read: there is no such file
            path       | .        | it is a directory
            path       | in.gz    | cannot be read: java.util.zip.ZipException: Not in GZIP format
            split      | words    | option 'split': 'words' is not one of lines, csv_records
            skip       | -1       | 'skip'
            charset    | klingon  | option 'charset': 'klingon' is unknown; write UTF-8
            charset    | UTF-16   | a line end must be one byte
            separator  | ab       | option 'separator': 'ab' is not one character
            """)
    void refusesOptionsThatCannotBe(String option, String text, String problem) {
        reading("one\n")
                .file("in.gz", "no zip, but long enough")
                .option(option, text)
                .expectProblem(problem);
    }

    @Test
    void readsFromTheBeginningInEveryRun() throws Exception {
        write("one\ntwo\n");

        assertThat(run("false", false)).containsExactly("one", "two");
        assertThat(run("false", false)).containsExactly("one", "two");
    }

    @Test
    void readsWhatWasAddedSinceTheLastRunWhenItResumes() throws Exception {
        write("one\ntwo\n");
        assertThat(run("true", false)).containsExactly("one", "two");

        Files.writeString(directory.resolve("in.txt"), "one\ntwo\nthree\n");

        assertThat(run("true", false)).containsExactly("three");
        assertThat(run("true", false)).isEmpty();
    }

    @Test
    void goesOnBehindWhatWasProcessedWhenItsWorkerIsReplaced() throws Exception {
        write(IntStream.range(0, 250).mapToObj(Integer::toString).collect(Collectors.joining("\n")));
        List<Message> sent = new ArrayList<>();
        FileIn first = new FileIn();
        first.out.collectMessages(null, sent);
        ComponentRunner runner = runner(first, "false", context(false));
        assertThat(runner.poll()).isEqualTo(Component.Poll.MORE);
        runner.positionDone(Integer.toString(10 * 2 + 90 * 3));
        assertThat(runner.poll()).isEqualTo(Component.Poll.MORE);

        List<String> after = run("false", true);

        assertThat(sent).hasSize(200);
        assertThat(after).hasSize(150).startsWith("100", "101").endsWith("249");
    }

    @Test
    void readsAFileThatHasBecomeShorterFromItsBeginning() throws Exception {
        write("one\ntwo\nthree\n");
        assertThat(run("true", false)).hasSize(3);

        write("four\n");

        assertThat(run("true", false)).containsExactly("four");
    }

    @Test
    void finishesARenamedFileAndThenReadsItsSuccessors() throws Exception {
        write(hundreds(0, 3));
        pollOnce();
        rotate("in.txt.1", 1);
        write("between");
        rotate("in.txt-20260131", 2);
        Files.writeString(directory.resolve("in.txt.idx"), "not of these");
        write("new");

        List<String> after = run("true", false);

        assertThat(after).hasSize(202).startsWith("100").containsSequence("299", "between", "new");
        assertThat(run("true", false)).isEmpty();
    }

    @Test
    void finishesARenamedFileThatHasNoSuccessorYet() throws Exception {
        write(hundreds(0, 2));
        pollOnce();
        rotate("in.txt.1", 1);

        assertThat(run("true", false)).hasSize(100).startsWith("100");
    }

    @Test
    void readsTheSuccessorOfAFileThatIsRotatedWhileItIsRead() throws Exception {
        write(hundreds(0, 2));
        List<Message> sent = new ArrayList<>();
        ComponentRunner runner = collecting(sent);
        assertThat(runner.poll()).isEqualTo(Component.Poll.MORE);
        rotate("in.txt.1", 1);
        write("new");

        pollToEnd(runner);

        assertThat(sent).hasSize(201);
        assertThat(sent.get(200).text()).isEqualTo("new");
    }

    @Test
    void readsAFileAgainThatIsTruncatedWhileItIsRead() throws Exception {
        write("one\ntwo\n" + hundreds(1, 2));
        List<Message> sent = new ArrayList<>();
        ComponentRunner runner = collecting(sent);
        assertThat(runner.poll()).isEqualTo(Component.Poll.MORE);
        write("new");

        pollToEnd(runner);

        assertThat(sent).hasSize(103);
        assertThat(sent.get(102).text()).isEqualTo("new");
    }

    @Test
    void readsAFileThatWasWrittenAnewFromItsBeginning() throws Exception {
        write("one\ntwo\n");
        assertThat(run("true", false)).hasSize(2);

        write("four\nfive\nsix\n");

        assertThat(run("true", false)).containsExactly("four", "five", "six");
    }

    @Test
    void readsAFileInThePlaceOfOneThatIsGoneFromItsBeginning() throws Exception {
        write("one\ntwo\n");
        assertThat(run("true", false)).hasSize(2);

        replace("four\nfive\nsix\n");

        assertThat(run("true", false)).containsExactly("four", "five", "six");
    }

    @Test
    void goesOnInACopyThatHasGrown() throws Exception {
        write("one\ntwo\n");
        assertThat(run("true", false)).hasSize(2);

        replace("one\ntwo\nthree\n");

        assertThat(run("true", false)).containsExactly("three");
    }

    @Test
    void countsHowOftenItBeganAnewSoThatWhatItSendsIsNotTakenForWhatItSentBefore() throws Exception {
        write("one\ntwo\n");
        run("true", false);
        write("three\n");
        TestingContext context = context(false);
        ComponentRunner runner = runner(new FileIn(), "true", context);
        pollToEnd(runner);

        assertThat(FilePosition.parse(context.position().orElseThrow()).series())
                .isEqualTo(1);
    }

    @Test
    void waitsForLinesThatAreWrittenLater() throws Exception {
        List<Message> sent = new ArrayList<>();
        write("one\ntw");
        TestingContext context = context(false);
        ComponentRunner runner = tailing(sent, context);

        assertThat(runner.poll()).isEqualTo(Component.Poll.IDLE);
        assertThat(texts(sent)).containsExactly("one");
        assertThat(FilePosition.parse(context.position().orElseThrow()).position())
                .isEqualTo(4);
        append("in.txt", "o\nthree\n");
        assertThat(runner.poll()).isEqualTo(Component.Poll.IDLE);

        assertThat(texts(sent)).containsExactly("one", "two", "three");
        assertThat(FilePosition.parse(context.position().orElseThrow()).position())
                .isEqualTo(14);
    }

    @Test
    void followsAFileThatIsRotatedWithWhatWasWrittenToItAfterwards() throws Exception {
        List<Message> sent = new ArrayList<>();
        write("one\n");
        ComponentRunner runner = tailing(sent, context(false));
        assertThat(runner.poll()).isEqualTo(Component.Poll.IDLE);
        rotate("in.txt.1", 1);
        append("in.txt.1", hundreds(0, 2) + "no line end");
        assertThat(runner.poll()).isEqualTo(Component.Poll.MORE);
        write("new\n");

        pollToEnd(runner);
        append("in.txt", "newer\n");
        pollToEnd(runner);

        assertThat(texts(sent)).hasSize(204).startsWith("one", "0").endsWith("199", "no line end", "new", "newer");
    }

    private ComponentRunner tailing(List<Message> sent, TestingContext context) throws Exception {
        FileIn component = new FileIn();
        component.out.collectMessages(null, sent);
        ComponentRunner runner = new ComponentRunner(component, "in", failed -> {
            throw new AssertionError(failed.cause());
        });
        runner.configure(Map.of("path", "in.txt", "tail", "true"), context);
        return runner;
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream().map(Message::text).toList();
    }

    private void append(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content, StandardOpenOption.APPEND);
    }

    @Test
    void aPositionHasATextThatRoundTrips() {
        FilePosition position = new FilePosition(7, "(dev=1,ino=2)", new FileBeginning(7, 123), 2);

        assertThat(FilePosition.parse(position.toString())).isEqualTo(position);
        assertThatThrownBy(() -> FilePosition.parse("7 8")).hasMessage("'7 8' is no position in a file");
    }

    private static String hundreds(int from, int to) {
        return IntStream.range(100 * from, 100 * to).mapToObj(i -> i + "\n").collect(Collectors.joining());
    }

    /** Reads a hundred lines, and dies. */
    private void pollOnce() throws Exception {
        TestingContext context = context(false);
        ComponentRunner runner = runner(new FileIn(), "true", context);
        assertThat(runner.poll()).isEqualTo(Component.Poll.MORE);
        runner.positionDone(context.position().orElseThrow());
    }

    /** So many seconds after the epoch it was written for the last time. */
    private void rotate(String name, int written) throws IOException {
        Path renamed = Files.move(directory.resolve("in.txt"), directory.resolve(name));
        Files.setLastModifiedTime(renamed, FileTime.from(written, TimeUnit.SECONDS));
    }

    /** The old one is not removed before, so that the new one does not get its key. */
    private void replace(String content) throws IOException {
        Path fresh = Files.writeString(directory.resolve("fresh"), content);
        Files.move(fresh, directory.resolve("in.txt"), StandardCopyOption.REPLACE_EXISTING);
    }

    private void write(String content) throws IOException {
        Files.writeString(directory.resolve("in.txt"), content);
    }

    private ComponentRunner collecting(List<Message> sent) throws Exception {
        FileIn component = new FileIn();
        component.out.collectMessages(null, sent);
        return runner(component, "false", context(false));
    }

    private static void pollToEnd(ComponentRunner runner) throws Exception {
        while (runner.poll() == Component.Poll.MORE) {
            runner.endOfBatch();
        }
    }

    private List<String> run(String resume, boolean restarted) throws Exception {
        List<Message> sent = new ArrayList<>();
        FileIn component = new FileIn();
        component.out.collectMessages(null, sent);
        TestingContext context = context(restarted);
        ComponentRunner runner = runner(component, resume, context);
        pollToEnd(runner);
        if (context.position().isPresent()) {
            runner.positionDone(context.position().get());
        }
        runner.cleanup();
        return sent.stream().map(Message::text).toList();
    }

    private TestingContext context(boolean restarted) {
        return new TestingContext(directory, new TestingClock(), new TestingContext.Place(1, 1, restarted));
    }

    private ComponentRunner runner(FileIn component, String resume, TestingContext context) throws Exception {
        ComponentRunner runner = new ComponentRunner(component, "in", failed -> {
            throw new AssertionError(failed.cause());
        });
        runner.configure(Map.of("path", "in.txt", "resume", resume), context);
        return runner;
    }
}
