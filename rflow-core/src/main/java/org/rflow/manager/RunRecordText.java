package org.rflow.manager;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rflow.manager.RunRecord.HostRecord;
import org.rflow.manager.RunRecord.Past;
import org.rflow.model.Counts;
import org.rflow.model.Endpoint;
import org.rflow.model.PortDirection;
import org.rflow.process.ProcessIdentity;

/**
 * The text of a {@link RunRecord}: one thing a line, its fields apart by tabs; what is free text comes last.
 *
 * <pre>
 * rflow-run  1
 * flow       REVISION STATE SOURCES_ENDED STARTED_MILLIS NAME
 * failure    EXIT_CODE SENTENCE
 * host       WORKER STAGE INCARNATION PID BIRTH        (pid 0: no process)
 * exit       WORKER MILLIS HOW
 * restart    WORKER MILLIS
 * endpoint   CONNECTION OWNER SOCKET ADDRESS
 * past       WORKER CONNECTION END MESSAGES BYTES DROPPED OVERRUNS
 * torn       CONNECTION
 * </pre>
 */
final class RunRecordText {
    private static final String TAB = "\t";
    private static final List<String> HEAD = List.of("rflow-run", "1");

    private final Map<String, List<List<String>>> lines;

    private RunRecordText(Map<String, List<List<String>>> lines) {
        this.lines = lines;
    }

    static String write(RunRecord run) {
        Stream<Stream<Object>> head = Stream.of(
                HEAD.stream().map(Object.class::cast),
                Stream.of("flow", run.revision(), run.state(), run.sourcesEnded(), run.startedMillis(), run.flow()));
        Stream<Stream<Object>> failure =
                run.failure().stream().map(each -> Stream.of("failure", each.exitCode(), each.sentence()));
        Stream<Stream<Object>> hosts = run.hosts().stream().flatMap(RunRecordText::host);
        Stream<Stream<Object>> endpoints = run.endpoints().stream()
                .map(each -> Stream.of("endpoint", each.connection(), each.owner(), each.socketType(), each.address()));
        Stream<Stream<Object>> torn = new TreeSet<>(run.past().torn()).stream().map(each -> Stream.of("torn", each));
        return Stream.of(
                        head,
                        failure,
                        hosts,
                        endpoints,
                        run.past().counts().stream().map(RunRecordText::past),
                        torn)
                .flatMap(Function.identity())
                .map(fields -> fields.map(RunRecordText::field).collect(joining(TAB)))
                .collect(joining("\n", "", "\n"));
    }

    private static Stream<Stream<Object>> host(HostRecord host) {
        ProcessIdentity process = host.process().orElse(new ProcessIdentity(0, ""));
        return Stream.of(
                        Stream.of(Stream.<Object>of(
                                "host",
                                host.worker(),
                                host.stage(),
                                host.incarnation(),
                                process.pid(),
                                process.birth())),
                        host.exits().stream()
                                .map(exit -> Stream.<Object>of(
                                        "exit", host.worker(), exit.time().toEpochMilli(), exit.how())),
                        host.restartMillis().stream()
                                .map(millis -> Stream.<Object>of("restart", host.worker(), millis)))
                .flatMap(Function.identity());
    }

    private static Stream<Object> past(Past.OfWorker past) {
        Counts counts = past.counts();
        return Stream.of(
                "past",
                past.worker(),
                counts.connection(),
                counts.end(),
                counts.messages(),
                counts.bytes(),
                counts.dropped(),
                counts.overruns(),
                counts.acknowledged(),
                counts.redelivered());
    }

    /** A line and a field hold no breaks. */
    private static String field(Object value) {
        return value.toString().replaceAll("[\\t\\r\\n]+", " ");
    }

    /** Throws an {@code IllegalArgumentException} when it is not such a text. */
    static RunRecord read(String text) {
        Map<String, List<List<String>>> lines = text.lines()
                .map(line -> List.of(line.split(TAB, -1)))
                .collect(Collectors.groupingBy(fields -> fields.get(0), LinkedHashMap::new, Collectors.toList()));
        if (!lines.getOrDefault(HEAD.get(0), List.of()).equals(List.of(HEAD))) {
            throw new IllegalArgumentException("it does not begin with " + String.join(" ", HEAD));
        }
        try {
            return new RunRecordText(lines).record();
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("a line is too short", e);
        }
    }

    private RunRecord record() {
        List<String> flow = all("flow").get(0);
        return new RunRecord(
                flow.get(5),
                Integer.parseInt(flow.get(1)),
                FlowState.valueOf(flow.get(2)),
                Boolean.parseBoolean(flow.get(3)),
                Long.parseLong(flow.get(4)),
                all("failure").stream()
                        .findFirst()
                        .map(line -> new Failure(line.get(2), Integer.parseInt(line.get(1)), Optional.empty())),
                all("host").stream().map(this::host).toList(),
                all("endpoint").stream().map(RunRecordText::endpoint).toList(),
                past());
    }

    private List<List<String>> all(String kind) {
        return lines.getOrDefault(kind, List.of());
    }

    private List<List<String>> of(String kind, String worker) {
        return all(kind).stream().filter(line -> line.get(1).equals(worker)).toList();
    }

    private HostRecord host(List<String> line) {
        long pid = Long.parseLong(line.get(4));
        List<RestartHistory.Exit> exits = new ArrayList<>();
        for (List<String> exit : of("exit", line.get(1))) {
            exits.add(new RestartHistory.Exit(Instant.ofEpochMilli(Long.parseLong(exit.get(2))), exit.get(3)));
        }
        return new HostRecord(
                UUID.fromString(line.get(1)),
                HostRecord.Stage.valueOf(line.get(2)),
                pid == 0 ? Optional.empty() : Optional.of(new ProcessIdentity(pid, line.get(5))),
                Integer.parseInt(line.get(3)),
                exits,
                of("restart", line.get(1)).stream()
                        .map(restart -> Long.parseLong(restart.get(2)))
                        .toList());
    }

    private static Endpoint endpoint(List<String> line) {
        return new Endpoint(UUID.fromString(line.get(1)), UUID.fromString(line.get(2)), line.get(3), line.get(4));
    }

    private Past past() {
        List<Past.OfWorker> counts = new ArrayList<>();
        for (List<String> line : all("past")) {
            counts.add(new Past.OfWorker(
                    UUID.fromString(line.get(1)),
                    new Counts(
                            UUID.fromString(line.get(2)),
                            PortDirection.valueOf(line.get(3)),
                            Long.parseLong(line.get(4)),
                            Long.parseLong(line.get(5)),
                            0,
                            Long.parseLong(line.get(6)),
                            Long.parseLong(line.get(7)),
                            Long.parseLong(line.get(8)),
                            Long.parseLong(line.get(9)))));
        }
        Set<UUID> torn =
                all("torn").stream().map(line -> UUID.fromString(line.get(1))).collect(Collectors.toSet());
        return new Past(counts, torn);
    }
}
