package org.rflow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.rflow.config.FlowTestCase;
import org.rflow.config.FlowTestReader;
import org.rflow.config.FlowTestReader.FlowTests;
import org.rflow.plugins.ComponentCatalog;
import org.rflow.plugins.ComponentTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Plays the cases of test files, each in a directory of its own, in this process and thread: components run here, without
 * workers and sockets.
 */
@Command(
        name = "test",
        description = "Run the tests of flows: inputs, mocks and what is expected, without processes and sockets.",
        footer = {"", "Exit codes: 0 all cases passed, 1 a case failed, 2 a test file is wrong."})
final class TestCommand extends BaseCommand {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "test files: words.test.yaml")
    private List<String> files = new ArrayList<>();

    @Option(names = "--case", paramLabel = "TEXT", description = "only cases whose names have this text in them")
    private String part = "";

    @Mixin
    private ExtensionOptions extensions;

    private int passed;
    private int failed;

    TestCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() throws IOException {
        for (String file : files) {
            test(shell().path(file));
        }
        if (passed + failed == 0) {
            throw CommandException.wrong("there is no case with '" + part + "' in its name");
        }
        println(passed + " passed, " + failed + " failed");
        return failed == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void test(Path file) throws IOException {
        FlowTests tests = new FlowTestReader(file).read();
        ComponentTypes.Found found = extensions.findFor(this, tests.flow().toString());
        try (ComponentCatalog catalog = ComponentCatalog.open(found.plugins())) {
            for (FlowTestCase testCase : tests.cases()) {
                if (testCase.name().contains(part)) {
                    Loading loading = Loading.of(tests.flow(), testCase.settings(), found.types());
                    report(testCase, play(new TestCaseRun(loading.flow(), catalog, testCase)));
                }
            }
        }
    }

    private static List<String> play(TestCaseRun run) throws IOException {
        Path directory = Files.createTempDirectory("rflow-test-");
        try {
            return run.play(directory);
        } finally {
            remove(directory);
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void report(FlowTestCase testCase, List<String> differences) {
        if (differences.isEmpty()) {
            passed++;
            println("ok      " + testCase.name());
            return;
        }
        failed++;
        println("FAILED  " + testCase.name() + " (" + testCase.place() + ")");
        differences.forEach(line -> println("        " + line));
    }
}
