package org.rflow.components;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rflow.model.ComponentType;
import org.rflow.model.OptionType;
import org.rflow.model.PortDirection;
import org.rflow.model.PortType;

/** The page of one component: its class's documentation, and tables of what it declares. */
final class ComponentPage {
    private static final String NOTE =
            "<!-- Made of the component's class by ComponentPagesTest, which says how: change the class, not this page. -->\n\n";
    private static final Pattern SNIPPET = Pattern.compile("(?s)<pre>\\{@code\\n(.*?)\\n}</pre>");
    private static final Pattern TAG = Pattern.compile("(?s)\\{@(code|link)\\s+((?:[^{}]|\\{[^{}]*})*)}");

    private final ComponentType type;
    private final String source;

    /** {@code source}: the text of the class. */
    ComponentPage(ComponentType type, String source) {
        this.type = type;
        this.source = source;
    }

    /** In Markdown. */
    String text() {
        return "# `" + type.name() + "`\n\n" + NOTE + sentence(type.help()) + "\n\n" + markdown(documentation())
                + "## Ports\n\n" + ports() + "\n## Options\n\n" + options() + facts();
    }

    private static String sentence(String help) {
        return Character.toUpperCase(help.charAt(0)) + help.substring(1) + ".";
    }

    /** The class's Javadoc without the asterisks. */
    private String documentation() {
        String name = type.className().substring(type.className().lastIndexOf('.') + 1);
        Matcher comment = Pattern.compile(
                        "(?s)/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@[^\\n]*\\n)*public final class " + name + "\\b")
                .matcher(source);
        if (!comment.find()) {
            throw new AssertionError("class " + name + " has no documentation");
        }
        return comment.group(1)
                .lines()
                .map(line -> line.replaceFirst("^ ?\\* ?", ""))
                .reduce("", (all, line) -> all + line + "\n")
                .strip();
    }

    private static String markdown(String javadoc) {
        StringBuilder page = new StringBuilder();
        Matcher snippet = SNIPPET.matcher(javadoc);
        int at = 0;
        while (snippet.find()) {
            page.append(prose(javadoc.substring(at, snippet.start())));
            page.append("```yaml\n").append(snippet.group(1)).append("\n```\n\n");
            at = snippet.end();
        }
        return page.append(prose(javadoc.substring(at))).toString();
    }

    private static String prose(String javadoc) {
        String text = javadoc.replaceAll("\\s*<li>", "\n- ")
                .replaceAll("\\s*</?[pu]l?>\\s*", "\n\n")
                .replaceAll("\\n {2,}", "\n  ");
        text = TAG.matcher(text).replaceAll(tag -> Matcher.quoteReplacement("`" + tag.group(2) + "`"));
        text = text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .strip();
        return text.isEmpty() ? "" : text.replaceAll("\\n{3,}", "\n\n") + "\n\n";
    }

    private String ports() {
        List<String> rows = new ArrayList<>();
        for (PortType port : type.ports()) {
            String direction = port.direction() == PortDirection.INPUT ? "in" : "out";
            rows.add(row("`" + port.name() + "`", direction, dataTypes(port), port.help()));
        }
        return table(List.of("port", "direction", "data", "what"), rows);
    }

    private static String dataTypes(PortType port) {
        List<String> types = new ArrayList<>();
        port.types().forEach(declared -> types.add("`" + declared.name() + "`"));
        port.passes().forEach(input -> types.add("as `" + input + "`"));
        return types.isEmpty() ? "any" : String.join(", ", types);
    }

    private String options() {
        if (type.options().isEmpty()) {
            return "It has none.\n";
        }
        List<String> rows = new ArrayList<>();
        for (OptionType option : type.options()) {
            rows.add(row("`" + option.name() + "`", kind(option), standard(option), option.help()));
        }
        return table(List.of("option", "type", "default", "meaning"), rows);
    }

    private static String kind(OptionType option) {
        return option.choices().isEmpty() ? option.kind() : "`" + String.join("`, `", option.choices()) + "`";
    }

    private static String standard(OptionType option) {
        if (option.required()) {
            return "required";
        }
        return option.defaultText()
                .map(text -> text.isEmpty() ? "none" : "`" + text + "`")
                .orElse("");
    }

    private static String table(List<String> heads, List<String> rows) {
        return row(heads.toArray(new String[0])) + "|" + "---|".repeat(heads.size()) + "\n" + String.join("", rows);
    }

    private static String row(String... cells) {
        StringBuilder row = new StringBuilder("|");
        for (String cell : cells) {
            row.append(cell.isEmpty() ? "" : " ")
                    .append(cell.replace("|", "\\|"))
                    .append(" |");
        }
        return row.append('\n').toString();
    }

    private String facts() {
        if (!type.source()) {
            return "";
        }
        return type.positions()
                ? "\nIt is a source that goes on where it was, so its connections can be `at-least-once`.\n"
                : "\nIt is a source without positions, so its connections have to be `best-effort`.\n";
    }
}
