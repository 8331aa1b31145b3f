package org.rflow.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rflow.model.SourceLocation;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Turns YAML (and so JSON) into raw nodes with their places. Keys keep their order, a key that stands twice is a problem, aliases
 * and merge keys are resolved as long as the whole stays small.
 */
final class YamlText {
    private static final int MOST_NODES = 1_000_000;
    private static final int MOST_ALIASES = 10_000;
    private static final int DEEPEST = 50;
    private static final String MERGE = "<<";

    /** What helps against SnakeYAML's complaints, by a part of their text. */
    private static final List<Map.Entry<String, String>> CURES = List.of(
            Map.entry("mapping values are not allowed", "check the indentation, or quote a text that has ': ' in it"),
            Map.entry("end of stream", "close the quotes that open here"),
            Map.entry("<stream end>", "close the bracket that opens here"),
            Map.entry("<block end>", "check the indentation: what belongs together starts in one column"),
            Map.entry("cannot start any token", "quote a text that begins with such a character"),
            Map.entry("scanning an alias", "quote a text that begins with '*'"),
            Map.entry("undefined alias", "quote a text that begins with '*'"),
            Map.entry("tag is not allowed", "remove the tag; all values are texts"));

    private final Reading reading;
    private final Set<Node> path = Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;

    YamlText(Reading reading) {
        this.reading = reading;
    }

    /** The document, or a problem in one line. */
    Optional<RawNode> parse(String text) {
        if (text.length() > FlowFileText.MOST_BYTES) {
            reading.problem("", FlowFileText.TOO_LARGE, "a flow file holds the flow, not its data");
            return Optional.empty();
        }
        try {
            String readable = text.stripLeading().startsWith("{") ? text.replace('\t', ' ') : text;
            Node root = new Yaml(options()).compose(new StringReader(readable));
            if (root == null) {
                reading.problem("", "the file is empty", "a flow file begins with 'flow: NAME'");
                return Optional.empty();
            }
            return Optional.of(convert(root));
        } catch (TooMuch e) {
            reading.problem(e.place, e.what, e.cure);
        } catch (ReaderException e) {
            String before = text.substring(
                    0, text.offsetByCodePoints(0, Math.min(e.getPosition(), text.codePointCount(0, text.length()))));
            reading.problem(
                    reading.place(FlowFileText.line(before), FlowFileText.column(before)),
                    String.format("character U+%04X may not stand in a flow file", e.getCodePoint()),
                    "remove it, or write it in double quotes as \\x.. or \\u....");
        } catch (MarkedYAMLException e) {
            malformed(e, text);
        } catch (YAMLException e) {
            reading.problem("", "the YAML is broken: " + firstLine(e.getMessage()), "nest less, use fewer aliases");
        }
        return Optional.empty();
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(FlowFileText.MOST_BYTES);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(DEEPEST);
        options.setProcessComments(false);
        return options;
    }

    private void malformed(MarkedYAMLException e, String text) {
        Mark problemMark = e.getProblemMark();
        String problem = firstLine(e.getProblem()).replaceAll("\\. \\(Do not use .* for indentation\\)", "");
        boolean unfinished = problem.contains("end of stream") || problem.contains("<stream end>");
        Mark mark = unfinished && e.getContextMark() != null ? e.getContextMark() : problemMark;
        if (mark == null) {
            reading.problem("", "the YAML is broken: " + problem, "");
        } else if (problem.contains("TAB") || tabIndents(text, mark.getLine())) {
            reading.problem(place(mark), "a tab may not indent YAML", "use spaces");
        } else if (problem.contains("another document")) {
            reading.problem(place(mark), "a second document begins here", "a flow file holds one flow; remove '---'");
        } else {
            String all = context(e, mark) + problem;
            reading.problem(place(mark), "the YAML is broken: " + all, cureOf(all));
        }
    }

    /** {@code while parsing a flow mapping (begun at line 3): }, or nothing. */
    private static String context(MarkedYAMLException e, Mark place) {
        if (e.getContext() == null) {
            return "";
        }
        Mark begin = e.getContextMark();
        boolean elsewhere = begin != null && begin.getLine() != place.getLine();
        return firstLine(e.getContext()) + (elsewhere ? " (begun at line " + (begin.getLine() + 1) + ")" : "") + ": ";
    }

    private static String cureOf(String problem) {
        return CURES.stream()
                .filter(cure -> problem.contains(cure.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("check brackets, quotes and indentation near here");
    }

    private static boolean tabIndents(String text, int line) {
        String[] lines = text.split("\n", -1);
        return line < lines.length && lines[line].stripTrailing().matches(" *\t.*");
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "" : text.lines().findFirst().orElse("").strip();
    }

    private SourceLocation place(Mark mark) {
        return reading.place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private RawNode convert(Node node) {
        SourceLocation place = place(node.getStartMark());
        if (++nodes > MOST_NODES) {
            throw new TooMuch(
                    place,
                    "the aliases unfold to more than a million parts",
                    "write out what is meant, without nested aliases");
        }
        if (!node.getTag().startsWith(Tag.PREFIX)) {
            reading.problem(place, "the tag '" + node.getTag().getValue() + "' means nothing here", "remove it");
        }
        if (!path.add(node)) {
            throw new TooMuch(place, "an alias contains itself", "write out what is meant");
        }
        RawNode raw = convert(node, place);
        path.remove(node);
        return raw;
    }

    private RawNode convert(Node node, SourceLocation place) {
        if (node instanceof MappingNode mapping) {
            return new RawNode.Entries(entries(mapping), place);
        }
        if (node instanceof SequenceNode sequence) {
            List<RawNode> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(convert(item)));
            return new RawNode.Items(items, place);
        }
        ScalarNode scalar = (ScalarNode) node;
        return new RawNode.Scalar(scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN, place);
    }

    private Map<String, RawNode.Entry> entries(MappingNode mapping) {
        Map<String, RawNode.Entry> entries = new LinkedHashMap<>();
        Map<String, RawNode.Entry> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            SourceLocation keyPlace = place(tuple.getKeyNode().getStartMark());
            RawNode value = convert(tuple.getValueNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                reading.problem(keyPlace, "a key must be a plain text", "write 'name: value'");
            } else if (key.getValue().equals(MERGE) && key.getScalarStyle() == ScalarStyle.PLAIN) {
                merge(merged, keyPlace, value);
            } else {
                put(entries, key.getValue(), new RawNode.Entry(keyPlace, value));
            }
        }
        merged.forEach(entries::putIfAbsent);
        return entries;
    }

    private void put(Map<String, RawNode.Entry> entries, String key, RawNode.Entry entry) {
        RawNode.Entry first = entries.putIfAbsent(key, entry);
        if (first != null) {
            reading.problem(
                    entry.keyPlace(),
                    "'" + key + "' is here twice; the first is at " + first.keyPlace(),
                    "remove or rename one");
        }
    }

    /** {@code <<: *map} or {@code <<: [*first, *second]}: what the map itself does not say comes from there, earlier ones first. */
    private void merge(Map<String, RawNode.Entry> merged, SourceLocation place, RawNode value) {
        if (value instanceof RawNode.Entries map) {
            map.entries().forEach(merged::putIfAbsent);
        } else if (value instanceof RawNode.Items list) {
            list.items().forEach(item -> merge(merged, item.place(), item));
        } else {
            reading.problem(place, "'<<' needs a map", "write <<: *anchor");
        }
    }

    /** Ends the conversion of a document that must not be unfolded. */
    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient SourceLocation place;
        private final String what;
        private final String cure;

        TooMuch(SourceLocation place, String what, String cure) {
            super(what);
            this.place = place;
            this.what = what;
            this.cure = cure;
        }
    }
}
