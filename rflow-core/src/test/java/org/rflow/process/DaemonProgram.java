package org.rflow.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@link DaemonIT} starts. */
final class DaemonProgram {

    private DaemonProgram() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        out.println("loading");
        if (arguments[0].equals("fail")) {
            System.err.println("broken on purpose");
            System.exit(5);
        }
        Daemon.ready();
        out.println("nobody reads this");
        System.err.println("nor this");
        Path note = Path.of("alive.tmp");
        Files.writeString(note, "alive after ready\n");
        Files.move(note, Path.of("alive"));
        Thread.currentThread().join();
    }
}
