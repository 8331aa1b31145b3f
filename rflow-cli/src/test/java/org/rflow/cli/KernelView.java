package org.rflow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the kernel tells about a process, whatever the process says of itself (Linux, proc(5)). */
record KernelView(long pid) {
    private static final String LISTEN = "0A";
    /** 127.0.0.1, with its bytes as they stand on a little-endian machine; also the end of its IPv6 form. */
    private static final String LOOPBACK = "0100007F";

    private static final int TICKS_A_SECOND = 100;

    /** A TCP port that is open for connections. */
    record OpenPort(int number, boolean onLoopback) {}

    List<OpenPort> openPorts() throws IOException {
        Set<String> mine = sockets();
        List<OpenPort> ports = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            Path file = file("net/" + table);
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            for (String line : lines) {
                String[] fields = line.strip().split("\\s+");
                if (fields[3].equals(LISTEN) && mine.contains("socket:[" + fields[9] + "]")) {
                    String[] local = fields[1].split(":");
                    ports.add(new OpenPort(Integer.parseInt(local[1], 16), local[0].endsWith(LOOPBACK)));
                }
            }
        }
        return ports;
    }

    private Set<String> sockets() throws IOException {
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(file("fd"))) {
            for (Path descriptor : descriptors.toList()) {
                target(descriptor).ifPresent(sockets::add);
            }
        }
        return sockets;
    }

    private static Optional<String> target(Path descriptor) throws IOException {
        try {
            return Optional.of(Files.readSymbolicLink(descriptor).toString());
        } catch (NoSuchFileException closedMeanwhile) {
            return Optional.empty();
        }
    }

    /** The CPU time used so far, of all threads, in user and kernel mode. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(file("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / (double) TICKS_A_SECOND;
    }

    int descriptors() throws IOException {
        try (Stream<Path> descriptors = Files.list(file("fd"))) {
            return Math.toIntExact(descriptors.count());
        }
    }

    int threads() throws IOException {
        try (Stream<Path> threads = Files.list(file("task"))) {
            return Math.toIntExact(threads.count());
        }
    }

    private Path file(String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
