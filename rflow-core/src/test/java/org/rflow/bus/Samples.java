package org.rflow.bus;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.rflow.model.Attachment;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Connection;
import org.rflow.model.Counts;
import org.rflow.model.Delivery;
import org.rflow.model.Endpoint;
import org.rflow.model.Guarantee;
import org.rflow.model.Ids;
import org.rflow.model.Port;
import org.rflow.model.PortDirection;
import org.rflow.model.PortRef;
import org.rflow.model.SocketEnd;
import org.rflow.model.Wire;
import org.rflow.model.WorkerPlan;
import org.rflow.model.WorkerRef;
import org.rflow.model.WorkerState;

/** Values of everything that travels on the bus, every field filled with something of its own. */
final class Samples {
    private Samples() {}

    static UUID uuid(int number) {
        return new UUID(0x0123456789abcdefL + number, -number);
    }

    static WorkerPlan plan() {
        return new WorkerPlan(
                "birdstrikes",
                uuid(1),
                "parsing-2",
                2,
                "parsing",
                3,
                map(),
                List.of("a.jar", "b.jar"),
                List.of(component("parse", 2), component("count", 3)),
                List.of(attachment(10)),
                List.of(attachment(20), attachment(30)));
    }

    private static Map<String, String> map() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("zeta", "ζ, 𝄞 and \\,");
        map.put("alpha", "");
        map.put("rflow.log_level", "INFO");
        return map;
    }

    private static ComponentSpec component(String name, int number) {
        return new ComponentSpec(
                uuid(number),
                name,
                "csv_parse",
                number % 2 == 0,
                map(),
                List.of(
                        new Port(uuid(number + 1), "in", PortDirection.INPUT),
                        new Port(uuid(number + 2), "out", PortDirection.OUTPUT)));
    }

    private static Attachment attachment(int number) {
        Connection connection = new Connection(
                uuid(number),
                new PortRef("read", "out", Optional.empty()),
                new PortRef("parse", "in", Optional.of("a key")),
                Delivery.KEYED,
                Optional.of("phase"),
                Guarantee.AT_LEAST_ONCE,
                Wire.OPEN,
                true,
                uuid(number + 1),
                true,
                new SocketEnd("DEALER", "tcp://127.0.0.1:1", "connect"),
                new SocketEnd("ROUTER", "tcp://127.0.0.1:*", "bind"),
                map());
        return new Attachment(
                connection,
                List.of(new WorkerRef(uuid(number + 2), "reading-1")),
                List.of(new WorkerRef(uuid(number + 3), "parsing-1"), new WorkerRef(uuid(number + 4), "parsing-2")));
    }

    static Endpoint endpoint(int number) {
        return new Endpoint(uuid(number), uuid(number + 1), "ROUTER", "tcp://127.0.0.1:" + number);
    }

    static Counts counts(int number) {
        return new Counts(uuid(number), PortDirection.OUTPUT, number, Long.MAX_VALUE, 3, Long.MIN_VALUE, 5, 6, number);
    }

    static Report report() {
        return new Report(WorkerState.STOPPING, true, 17, List.of(counts(1), counts(2)));
    }

    static Reply reply() {
        return new Reply(
                Optional.of("no disk"), List.of(endpoint(1), endpoint(2)), Optional.of(report()), "main\n  at x");
    }

    static Registration registration() {
        return new Registration(Registration.Role.EXTERNAL, uuid(1), uuid(2), 4711, 1, "count");
    }

    static Admission admission() {
        return new Admission(Optional.empty(), uuid(1), BusTiming.USUAL);
    }

    static Admission refusal(String why) {
        return new Admission(Optional.of(why), uuid(1), new BusTiming(Duration.ofMillis(250), Duration.ofMillis(7)));
    }

    static Beacon beacon() {
        return new Beacon(3, WorkerState.ERROR, true, 1500, "parse", "out of memory");
    }

    static LogEvent log() {
        return new LogEvent(1_700_000_000_123L, "ERROR", "org.rflow.X", "it broke");
    }

    static Event event(int number) {
        return new Event(number, Event.WORKER_STATE, uuid(number), "parsing-1", "CONFIGURED -> RUNNING");
    }

    static FlowStatus status() {
        return new FlowStatus(
                "birdstrikes",
                4,
                "RUNNING",
                99,
                1_700_000_000_000L,
                "all well",
                List.of(
                        new FlowStatus.WorkerStatus(
                                uuid(1),
                                "parsing-1",
                                "parsing",
                                100,
                                "RUNNING",
                                5,
                                6,
                                7,
                                "parse",
                                "none",
                                new FlowStatus.Health("ended with exit code 3", 8, 9, 10)),
                        new FlowStatus.WorkerStatus(
                                Ids.NONE, "", "", 0, "", 0, -1, 0, "", "", FlowStatus.Health.UNKNOWN)),
                List.of(new FlowStatus.ConnectionStatus(
                        uuid(2),
                        "a#out => b#in",
                        "keyed",
                        "link",
                        1,
                        2,
                        3,
                        4,
                        5,
                        6,
                        new FlowStatus.Ends("best-effort", counts(4), counts(5)))),
                letters());
    }

    static List<LetterCount> letters() {
        return List.of(new LetterCount("parse", 7), new LetterCount("count", Long.MAX_VALUE));
    }

    static List<Command> commands() {
        return List.of(
                new Command.Configure(plan(), 9),
                new Command.Connect(List.of(endpoint(3), endpoint(4))),
                new Command.Disconnect(uuid(5), uuid(6)),
                new Command.Pause(true),
                new Command.Run(),
                new Command.StopSources(),
                new Command.AskReport(),
                new Command.Shutdown(),
                new Command.Cleanup(),
                new Command.SetLogLevel("DEBUG"),
                new Command.ReopenLog(),
                new Command.Threads(),
                new Command.DeadLetters(LetterAction.PURGE, List.of(1L, Long.MAX_VALUE)));
    }

    static List<ClientRequest> requests() {
        return List.of(
                new ClientRequest.Status(),
                new ClientRequest.Stop(true),
                new ClientRequest.SetLogLevel("parsing-1", "WARN"),
                new ClientRequest.ReopenLogs(),
                new ClientRequest.Threads("parsing-2"),
                new ClientRequest.DeadLetters("parsing-1", LetterAction.PURGE, List.of(1L, 2L)));
    }
}
