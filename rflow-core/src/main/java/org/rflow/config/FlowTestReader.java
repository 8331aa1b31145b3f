package org.rflow.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rflow.config.FlowTestCase.Expectation;
import org.rflow.config.FlowTestCase.Match;
import org.rflow.model.DurationText;
import org.rflow.model.Locations;
import org.rflow.model.PortRef;
import org.rflow.model.Problems;
import org.rflow.model.Suggestion;

/**
 * Reads the tests of a flow: a YAML file with {@code flow}, the flow file beside it, and {@code cases}. All that is wrong is
 * told at once, with its place. Used once.
 */
public final class FlowTestReader {
    private static final List<String> TOP = List.of("flow", "cases");
    private static final List<String> CASE =
            List.of("name", "settings", "mocks", "inputs", "advance", "expect", "failures");
    private static final Map<String, Match> MATCHES =
            Map.of("in_any_order", Match.IN_ANY_ORDER, "contains", Match.CONTAINS);

    private final Path file;
    private final Problems problems = new Problems();
    private final Reading reading;

    /** The tests of one flow file. */
    public record FlowTests(Path flow, List<FlowTestCase> cases) {
        public FlowTests {
            requireNonNull(flow, "flow");
            cases = List.copyOf(cases);
        }
    }

    public FlowTestReader(Path file) {
        this.file = file;
        this.reading = new Reading(file.toString(), problems);
    }

    /** {@link org.rflow.model.InvalidFlowException} has every problem of the file. */
    public FlowTests read() {
        Optional<RawNode> root = new FlowFileText(reading).read(file).flatMap(new YamlText(reading)::parse);
        FlowTests tests = root.map(this::tests).orElseGet(() -> new FlowTests(file, List.of()));
        problems.throwIfAny(reading.locations());
        return tests;
    }

    private FlowTests tests(RawNode root) {
        reading.locate("", root.place(), root);
        RawNode.Entries top = map("", root, "a test file is a map with 'flow' and 'cases'");
        refuseOthers("", top, TOP);
        String flow = text("/flow", top.entries().get("flow"), "write the flow file's name, relative to this file");
        RawNode.Entry cases = top.entries().get("cases");
        List<FlowTestCase> read = new ArrayList<>();
        if (cases == null
                || !(cases.value() instanceof RawNode.Items list)
                || list.items().isEmpty()) {
            reading.problem("/cases", "there are no cases", "write 'cases:' and a list of them");
        } else {
            for (int i = 0; i < list.items().size(); i++) {
                read.add(testCase("/cases/" + i, list.items().get(i)));
            }
        }
        return new FlowTests(file.resolveSibling(flow), read);
    }

    private FlowTestCase testCase(String path, RawNode node) {
        RawNode.Entries fields = map(path, node, "a case is a map with 'name' and 'expect'");
        refuseOthers(path, fields, CASE);
        String name = text(path + "/name", fields.entries().get("name"), "say what the case shows");
        if (!fields.entries().containsKey("expect") && !fields.entries().containsKey("failures")) {
            reading.problem(path, "the case expects nothing", "add 'expect:' with ports and what is to be seen there");
        }
        return new FlowTestCase(
                name,
                node.place().toString(),
                settings(path, fields),
                mocks(path, fields),
                inputs(path, fields),
                advance(path, fields),
                expectations(path, fields),
                failures(fields));
    }

    private Map<String, String> settings(String path, RawNode.Entries fields) {
        Map<String, String> settings = new LinkedHashMap<>();
        section(path, fields, "settings")
                .forEach((key, entry) ->
                        settings.put(key, text(path + "/settings/" + key, entry, "a setting is a text")));
        return settings;
    }

    private Map<String, Map<String, List<@Nullable Object>>> mocks(String path, RawNode.Entries fields) {
        Map<String, Map<String, List<@Nullable Object>>> mocks = new LinkedHashMap<>();
        section(path, fields, "mocks").forEach((component, entry) -> {
            Map<String, List<@Nullable Object>> outputs = new LinkedHashMap<>();
            map(
                            path + "/mocks/" + component,
                            entry.value(),
                            "name the mock's outputs and what they send, {} for one that sends nothing")
                    .entries()
                    .forEach((port, sent) -> outputs.put(port, values(sent.value())));
            mocks.put(component, outputs);
        });
        return mocks;
    }

    private Map<PortRef, List<@Nullable Object>> inputs(String path, RawNode.Entries fields) {
        Map<PortRef, List<@Nullable Object>> inputs = new LinkedHashMap<>();
        section(path, fields, "inputs")
                .forEach((port, entry) -> port(path + "/inputs" + Locations.path(port), port)
                        .ifPresent(ref -> inputs.put(ref, values(entry.value()))));
        return inputs;
    }

    private Duration advance(String path, RawNode.Entries fields) {
        RawNode.Entry entry = fields.entries().get("advance");
        if (entry == null) {
            return Duration.ZERO;
        }
        try {
            return DurationText.parse(text(path + "/advance", entry, "write a duration, such as 10s"));
        } catch (IllegalArgumentException e) {
            reading.problem(path + "/advance", String.valueOf(e.getMessage()), "");
            return Duration.ZERO;
        }
    }

    private Map<PortRef, Expectation> expectations(String path, RawNode.Entries fields) {
        Map<PortRef, Expectation> expectations = new LinkedHashMap<>();
        section(path, fields, "expect").forEach((port, entry) -> {
            String place = path + "/expect" + Locations.path(port);
            port(place, port).ifPresent(ref -> expectations.put(ref, expectation(entry.value())));
        });
        return expectations;
    }

    /** A list; or a map with one key that says how the list is meant. */
    private static Expectation expectation(RawNode node) {
        if (node instanceof RawNode.Entries map && map.entries().size() == 1) {
            Map.Entry<String, RawNode.Entry> only =
                    map.entries().entrySet().iterator().next();
            Match match = MATCHES.get(only.getKey());
            if (match != null) {
                return new Expectation(match, values(only.getValue().value()));
            }
        }
        return new Expectation(Match.EXACTLY, values(node));
    }

    private static List<String> failures(RawNode.Entries fields) {
        List<String> failures = new ArrayList<>();
        RawNode.Entry entry = fields.entries().get("failures");
        if (entry != null) {
            for (Object value : values(entry.value())) {
                failures.add(String.valueOf(value));
            }
        }
        return failures;
    }

    private Optional<PortRef> port(String path, String text) {
        try {
            return Optional.of(PortRef.parse(text));
        } catch (IllegalArgumentException e) {
            reading.problem(path, String.valueOf(e.getMessage()), "");
            return Optional.empty();
        }
    }

    private Map<String, RawNode.Entry> section(String path, RawNode.Entries fields, String name) {
        RawNode.Entry entry = fields.entries().get(name);
        return entry == null
                ? Map.of()
                : map(path + "/" + name, entry.value(), "write a map").entries();
    }

    private RawNode.Entries map(String path, RawNode node, String cure) {
        if (node instanceof RawNode.Entries map) {
            return map;
        }
        if (!(node instanceof RawNode.Scalar scalar && scalar.isNothing())) {
            reading.problem(path, "this is not a map", cure);
        }
        return new RawNode.Entries(Map.of(), node.place());
    }

    private void refuseOthers(String path, RawNode.Entries map, List<String> known) {
        for (String key : map.entries().keySet()) {
            if (!known.contains(key)) {
                reading.problem(
                        path + Locations.path(key), "'" + key + "' is unknown", Suggestion.cure(key, "known", known));
            }
        }
    }

    private String text(String path, RawNode.@Nullable Entry entry, String cure) {
        if (entry != null && entry.value() instanceof RawNode.Scalar scalar && !scalar.isNothing()) {
            return scalar.text();
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        reading.problem(
                entry == null ? path.substring(0, path.lastIndexOf('/')) : path, "there is no '" + name + "'", cure);
        return "";
    }

    /** A list's values; anything else is the only one. */
    private static List<@Nullable Object> values(RawNode node) {
        List<@Nullable Object> values = new ArrayList<>();
        if (node instanceof RawNode.Items list) {
            list.items().forEach(item -> values.add(value(item)));
        } else {
            values.add(value(node));
        }
        return values;
    }

    private static @Nullable Object value(RawNode node) {
        if (node instanceof RawNode.Items) {
            return values(node);
        }
        if (node instanceof RawNode.Entries map) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            map.entries().forEach((key, entry) -> values.put(key, value(entry.value())));
            return values;
        }
        RawNode.Scalar scalar = (RawNode.Scalar) node;
        return scalar.isNothing() ? null : scalar.quoted() ? scalar.text() : plain(scalar.text());
    }

    /** What YAML makes of a text without quotes. */
    private static Object plain(String text) {
        if (text.matches("-?(0|[1-9]\\d{0,17})")) {
            return Long.valueOf(text);
        }
        if (text.matches("-?\\d+\\.\\d+([eE][-+]?\\d+)?")) {
            return Double.valueOf(text);
        }
        return text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : text;
    }
}
