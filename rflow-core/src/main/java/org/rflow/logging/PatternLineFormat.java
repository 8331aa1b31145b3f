package org.rflow.logging;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;

/**
 * A Log4j2 pattern of the user's, in which {@code %x} (also {@code %-20x}) is the context as RFlow writes it. A line end
 * is added when the pattern has none.
 */
final class PatternLineFormat implements LineFormat {
    private static final Pattern CONTEXT = Pattern.compile("(?<!%)%(-?[0-9]+)?x(?![A-Za-z])");

    private final List<LineFormat> parts = new ArrayList<>();

    PatternLineFormat(String pattern, ContextText context) {
        String whole = pattern.endsWith("%n") ? pattern : pattern + "%n";
        Matcher matcher = CONTEXT.matcher(whole);
        int end = 0;
        while (matcher.find()) {
            parts.add(layout(whole.substring(end, matcher.start()), false));
            String width = matcher.group(1);
            parts.add(width == null ? context::padded : event -> justified(context.of(event), Integer.parseInt(width)));
            end = matcher.end();
        }
        parts.add(layout(whole.substring(end), true));
    }

    @Override
    public String format(LogEvent event) {
        StringBuilder line = new StringBuilder(128);
        parts.forEach(part -> line.append(part.format(event)));
        return line.toString();
    }

    private static LineFormat layout(String pattern, boolean last) {
        PatternLayout layout = PatternLayout.newBuilder()
                .setPattern(pattern)
                .setCharset(StandardCharsets.UTF_8)
                .setAlwaysWriteExceptions(last)
                .build();
        return layout::toSerializable;
    }

    private static String justified(String text, int width) {
        String blanks = " ".repeat(Math.max(0, Math.abs(width) - text.length()));
        return width < 0 ? text + blanks : blanks + text;
    }
}
