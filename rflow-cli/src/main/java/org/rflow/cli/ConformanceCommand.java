package org.rflow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rflow.cli.conformance.Examination;
import org.rflow.cli.conformance.Finding;
import org.rflow.cli.conformance.Rule;
import org.rflow.cli.conformance.Subject;
import org.rflow.manager.SchemaFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds a program that wants to be an external component against the protocol. */
@Command(
        name = "conformance",
        description = "Start a program as an external component, and tell what of the protocol it gets wrong.",
        footer = {
            "",
            "The program gets integers on its input port, and must send one message or more for each on its output port.",
            "The exit code is 0 when it keeps every rule."
        })
final class ConformanceCommand extends BaseCommand {
    @Option(
            names = "--in",
            paramLabel = "PORT",
            defaultValue = "in",
            description = "its input port (default: ${DEFAULT-VALUE})")
    private String input;

    @Option(
            names = "--out",
            paramLabel = "PORT",
            defaultValue = "out",
            description = "its output port (default: ${DEFAULT-VALUE})")
    private String output;

    @Parameters(
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "what starts the program, as 'exec' of a flow file")
    private List<String> command;

    ConformanceCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() throws IOException {
        Path directory = Files.createTempDirectory("rflow-conformance");
        try {
            Path schemas = directory.resolve("schemas");
            SchemaFiles.write(schemas);
            List<Finding> findings = new Examination(new Subject(command, input, output)).run(directory, schemas);
            return report(findings, directory.resolve("subject.out"));
        } finally {
            delete(directory);
        }
    }

    private int report(List<Finding> findings, Path programOutput) throws IOException {
        Map<Rule, Finding> found = new EnumMap<>(Rule.class);
        findings.forEach(finding -> found.put(finding.rule(), finding));
        for (Rule rule : Rule.values()) {
            Finding finding = found.get(rule);
            println((finding == null ? "not tried  " : finding.passed() ? "passed     " : "FAILED     ") + rule.what());
            if (finding != null && !finding.passed()) {
                println("           " + finding.story());
                println("           docs/" + rule.document() + ": \"" + rule.sentence() + "\"");
            }
        }
        long passed = findings.stream().filter(Finding::passed).count();
        println(passed + " of " + Rule.values().length + " passed");
        boolean all = passed == Rule.values().length;
        if (!all) {
            tail(programOutput);
        }
        return all ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void tail(Path programOutput) throws IOException {
        List<String> lines = Files.exists(programOutput) ? Files.readAllLines(programOutput) : List.of();
        if (!lines.isEmpty()) {
            println("the last lines that it wrote:");
            lines.subList(Math.max(0, lines.size() - 10), lines.size()).forEach(line -> println("    " + line));
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            Path[] all = files.toArray(Path[]::new);
            for (int i = all.length - 1; i >= 0; i--) {
                Files.delete(all[i]);
            }
        }
    }
}
