package org.rflow.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The one text form of a list in an option or setting: items joined by commas, {@code \,} and {@code \\} inside them. */
public final class OptionText {
    private OptionText() {}

    public static String join(List<String> items) {
        return items.stream()
                .map(item -> item.replace("\\", "\\\\").replace(",", "\\,"))
                .collect(Collectors.joining(","));
    }

    /** Items are stripped of surrounding blanks; empty text is the empty list. */
    public static List<String> split(String text) {
        List<String> items = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                item.append(text.charAt(++i));
            } else if (c == ',') {
                items.add(item.toString().strip());
                item.setLength(0);
            } else {
                item.append(c);
            }
        }
        if (!items.isEmpty() || !item.toString().isBlank()) {
            items.add(item.toString().strip());
        }
        return List.copyOf(items);
    }
}
