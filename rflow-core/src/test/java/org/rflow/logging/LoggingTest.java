package org.rflow.logging;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoggingTest {
    private static final Logger log = LogManager.getLogger("org.example.Thing");

    @TempDir
    Path directory;

    private Path path;
    private LogSettings settings;

    @BeforeEach
    void configure() {
        path = directory.resolve("flow.log");
        settings = LogSettings.of(path).withLevel(Level.INFO).withPattern("%-5p %x - %m");
    }

    @Test
    void createsTheFileAndWritesItsOwnLine() throws IOException {
        try (Logging logging = Logging.start(LogSettings.of(path).withPadding(6))) {
            assertThat(path).isEmptyFile();
            log.info("not at level {}", logging.level());
            log.warn("with an umlaut: ü");
        }

        String pid = Long.toString(ProcessHandle.current().pid());
        assertThat(lines(path))
                .singleElement()
                .asString()
                .matches("WARN  \\[....-..-..T..:..:..\\.\\d{6}(Z|[+-]..:..)] flow   \\(" + pid
                        + " *\\) - with an umlaut: ü");
    }

    @Test
    void appendsToAFileThatIsThere() throws IOException {
        Files.writeString(path, "before\n");

        try (Logging logging = Logging.start(settings)) {
            log.info("after {}", logging.level());
        }

        assertThat(lines(path)).containsExactly("before", "INFO  flow - after INFO");
    }

    @Test
    void writesToFileAndConsole() throws IOException {
        var console = new ByteArrayOutputStream();

        try (Logging logging = Logging.start(settings, console)) {
            log.info("both {}", logging.level());
        }

        assertThat(console.toString(StandardCharsets.UTF_8)).isEqualTo("INFO  flow - both INFO\n");
        assertThat(lines(path)).containsExactly("INFO  flow - both INFO");
    }

    @Test
    void namesWhatIsLoggedBeforeThereIsAFlow() {
        var console = new ByteArrayOutputStream();

        try (Logging logging = Logging.start(LogSettings.startup(Level.INFO), console)) {
            log.error("at {}", logging.level());
        }

        assertThat(console.toString(StandardCharsets.UTF_8))
                .startsWith("ERROR [")
                .contains("] startup (")
                .endsWith(") - at INFO\n");
    }

    @Test
    void writesToANewFileAfterTheOldOneWasRenamed() throws IOException {
        Path renamed = directory.resolve("flow.log.1");

        try (Logging logging = Logging.start(settings)) {
            log.info("one");
            Files.move(path, renamed);
            log.info("two");
            logging.reopen();
            log.info("three");
        }

        assertThat(lines(renamed)).containsExactly("INFO  flow - one", "INFO  flow - two");
        assertThat(lines(path)).containsExactly("INFO  flow - three");
    }

    @Test
    void keepsTheOldFileWhenTheNewOneCannotBeOpened() throws IOException {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        Path moved = directory.resolve("moved");

        try (Logging logging = Logging.start(settings.withFile(inner.resolve("flow.log")))) {
            Files.move(inner, moved);
            assertThatThrownBy(logging::reopen)
                    .isInstanceOf(LogFileException.class)
                    .hasMessage("Log file '" + inner.resolve("flow.log") + "' problem: there is no directory " + inner);
            log.info("still here");
        }

        assertThat(lines(moved.resolve("flow.log"))).containsExactly("INFO  flow - still here");
    }

    @Test
    void togglesBetweenDebugAndTheConfiguredLevel() throws IOException {
        try (Logging logging = Logging.start(settings)) {
            log.debug("hidden");
            logging.toggleLevel();
            log.debug("shown");
            logging.toggleLevel();
            log.debug("hidden again");
        }

        assertThat(lines(path))
                .containsExactly(
                        "WARN  flow - Changing log level from INFO to DEBUG",
                        "DEBUG flow - shown",
                        "WARN  flow - Changing log level from DEBUG to INFO");
    }

    @Test
    void togglesNothingWhenDebugIsConfigured() throws IOException {
        try (Logging logging = Logging.start(settings.withLevel(Level.DEBUG))) {
            logging.toggleLevel();
            assertThat(logging.level()).isEqualTo(Level.DEBUG);
        }

        assertThat(path).isEmptyFile();
    }

    @Test
    void saysThatTheLevelChangesEvenWhenWarningsAreNotShown() throws IOException {
        try (Logging logging = Logging.start(settings.withLevel(Level.ERROR))) {
            logging.level(Level.INFO);
            logging.level(Level.ERROR);
            log.warn("hidden");
        }

        assertThat(lines(path))
                .containsExactly(
                        "WARN  flow - Changing log level from ERROR to INFO",
                        "WARN  flow - Changing log level from INFO to ERROR");
    }

    @Test
    void keepsLibrariesQuietAtEveryLevel() throws IOException {
        Logger library = LogManager.getLogger("org.flywaydb.core.Flyway");

        try (Logging logging = Logging.start(settings.withLevel(Level.DEBUG))) {
            library.info("hidden");
            library.warn("shown");
            logging.level(Level.ERROR);
            library.warn("hidden");
        }

        assertThat(lines(path))
                .containsExactly("WARN  flow - shown", "WARN  flow - Changing log level from DEBUG to ERROR");
    }

    @Test
    void saysWhyTheFileCannotBeOpened() {
        Path missing = directory.resolve("no").resolve("flow.log");

        assertThatThrownBy(() -> Logging.start(settings.withFile(missing)))
                .isInstanceOf(LogFileException.class)
                .hasMessage("Log file '" + missing + "' problem: there is no directory " + missing.getParent());
        assertThatThrownBy(() -> Logging.start(settings.withFile(directory)))
                .hasMessage("Log file '" + directory + "' problem: it is a directory");
    }

    @Test
    void showsTheContextOnlyWhileItIsPushed() throws IOException {
        try (Logging logging = Logging.start(settings)) {
            try (var worker = LogContext.push("w-1")) {
                try (var component = LogContext.push("csv")) {
                    log.info("{}", component.getClass().getSimpleName());
                }
                log.info("{}", worker.getClass().getSimpleName());
            }
            log.info("{}", logging.level());
        }

        assertThat(lines(path)).containsExactly("INFO  w-1 csv - Scope", "INFO  w-1 - Scope", "INFO  flow - INFO");
    }

    @Test
    void carriesTheContextToOtherThreadsAndBack() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();

        try (Logging logging = Logging.start(settings)) {
            Executor carrying = LogContext.carrying(thread);
            try (var worker = LogContext.push("w-1")) {
                carrying.execute(() -> log.info("{}", worker.getClass().getSimpleName()));
                thread.submit(LogContext.carry(() -> log.info("carried"))).get(10, SECONDS);
            }
            thread.submit(() -> log.info("own {}", logging.level())).get(10, SECONDS);
        } finally {
            thread.shutdownNow();
        }

        assertThat(lines(path)).containsExactly("INFO  w-1 - Scope", "INFO  w-1 - carried", "INFO  flow - own INFO");
    }

    @Test
    void handsWarningsToTheListenerButNotItsOwn() {
        List<LogLine> heard = new ArrayList<>();

        try (Logging logging = Logging.start(settings)) {
            logging.listen(
                    Level.WARN,
                    line -> {
                        heard.add(line);
                        log.error("said while listening");
                    },
                    List.of("org.example.bus"));
            log.info("too small");
            log.warn("heard", new IllegalStateException("broken"));
            LogManager.getLogger("org.example.bus.Socket").error("from the listener's own tools");
            LogManager.getLogger("org.example.business").error("heard too");
        }

        assertThat(heard)
                .extracting(LogLine::level, LogLine::context, LogLine::logger, LogLine::message)
                .containsExactly(
                        tuple("WARN", "flow", "org.example.Thing", "heard: java.lang.IllegalStateException: broken"),
                        tuple("ERROR", "flow", "org.example.business", "heard too"));
    }

    @Test
    void neverMixesTheLinesOfSeveralFilesOpenOnOnePath() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (LogFile one = new LogFile(path);
                LogFile two = new LogFile(path)) {
            var tasks = IntStream.range(0, 4)
                    .mapToObj(thread -> (Callable<Integer>) () -> {
                        for (int i = 0; i < 500; i++) {
                            String text = Integer.toString(thread).repeat(20_000) + "\n";
                            (thread % 2 == 0 ? one : two).write(text.getBytes(StandardCharsets.UTF_8));
                        }
                        return thread;
                    })
                    .toList();
            for (var done : threads.invokeAll(tasks)) {
                done.get(60, SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(lines(path)).hasSize(2000).allMatch(line -> line.matches("(0{20000}|1{20000}|2{20000}|3{20000})"));
    }

    @Test
    void namesTheLevelsThereAre() {
        assertThat(LogLevels.parse("debug")).isEqualTo(Level.DEBUG);
        assertThatThrownBy(() -> LogLevels.parse("LOUD"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("log level 'LOUD' is unknown; it is one of TRACE, DEBUG, INFO, WARN, ERROR, FATAL");
    }

    private static List<String> lines(Path path) throws IOException {
        return Files.readAllLines(path);
    }
}
