package org.rflow.process;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command that starts another VM like this one: same Java, same class path, same archive of classes. */
public final class JavaCommand {
    /** The archive of parsed classes that this VM runs on, set by whoever started it; it halves the start of a VM. */
    private static final String ARCHIVE_PROPERTY = "rflow.archive";

    /** Up to this version the options of a VM that we use are known to be there. */
    private static final int NEWEST_KNOWN = 25;
    /**
     * By default a VM moves the archive to a random address: it writes to every page, which then is its own instead of all
     * processes'. That costs 40 ms and 30 MB a process.
     */
    private static final List<String> WHERE_IT_WAS_MADE_FOR =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

    /** What belongs to this VM alone: agents, their ports and their files. */
    private static final List<String> NOT_INHERITED =
            List.of("-agentlib:", "-agentpath:", "-javaagent:", "-Xrun", "-Xlog");

    private JavaCommand() {}

    /** Whether a VM of that version is known to take all options that are not in Java's documentation. */
    public static boolean isKnown(int feature) {
        return feature <= NEWEST_KNOWN;
    }

    /** The options that this VM was started with, for another one that does the same work. */
    public static List<String> ownOptions() {
        return inherited(ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    static List<String> inherited(List<String> options) {
        return options.stream()
                .filter(option -> NOT_INHERITED.stream().noneMatch(option::startsWith))
                .toList();
    }

    /** The words of {@code java options -cp … mainClass arguments}; of two options at odds the VM takes the later one. */
    public static List<String> of(List<String> options, String mainClass, List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(archiveOptions(
                System.getProperty(ARCHIVE_PROPERTY, ""), Runtime.version().feature()));
        words.addAll(options);
        words.add("-cp");
        words.add(absolute(System.getProperty("java.class.path", "")));
        words.add(mainClass);
        words.addAll(arguments);
        return words;
    }

    /** A VM that cannot use the archive starts without it, and must not say so among what a component prints. */
    static List<String> archiveOptions(String archive, int feature) {
        if (archive.isEmpty()) {
            return List.of();
        }
        List<String> options = new ArrayList<>();
        if (isKnown(feature)) {
            options.addAll(WHERE_IT_WAS_MADE_FOR);
        }
        options.add("-Xlog:disable");
        options.add("-XX:SharedArchiveFile=" + archive);
        options.add("-D" + ARCHIVE_PROPERTY + "=" + archive);
        return options;
    }

    /** The other VM may work in another directory, so its class path must not depend on this one. */
    static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
