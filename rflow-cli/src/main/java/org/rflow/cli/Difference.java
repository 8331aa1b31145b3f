package org.rflow.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rflow.config.FlowTestCase.Expectation;
import org.rflow.config.FlowTestCase.Match;

/**
 * How two lists of data differ, a line each: {@code "  "} before what is in both, {@code "- "} before what is expected and
 * missing, {@code "+ "} before what is there and not expected.
 */
final class Difference {
    private static final int AROUND = 2;

    private Difference() {}

    /** Empty when what was found is as expected. A number and a text with its digits are the same. */
    static List<String> of(Expectation expectation, List<@Nullable Object> found) {
        List<String> expected =
                expectation.values().stream().map(Difference::text).toList();
        List<String> seen = found.stream().map(Difference::text).toList();
        return expectation.match() == Match.EXACTLY
                ? inOrder(expected, seen)
                : inAnyOrder(expected, seen, expectation.match() == Match.CONTAINS);
    }

    private static List<String> inAnyOrder(List<String> expected, List<String> found, boolean moreAllowed) {
        List<String> extra = new ArrayList<>(found);
        List<String> lines = new ArrayList<>();
        for (String each : expected) {
            if (!extra.remove(each)) {
                lines.add("- " + each);
            }
        }
        if (!moreAllowed || !lines.isEmpty()) {
            extra.forEach(each -> lines.add("+ " + each));
        }
        return lines;
    }

    private static List<String> inOrder(List<String> expected, List<String> found) {
        if (expected.equals(found)) {
            return List.of();
        }
        int[][] common = common(expected, found);
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < expected.size() || j < found.size()) {
            if (i < expected.size() && j < found.size() && expected.get(i).equals(found.get(j))) {
                lines.add("  " + expected.get(i));
                i++;
                j++;
            } else if (j == found.size() || (i < expected.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add("- " + expected.get(i++));
            } else {
                lines.add("+ " + found.get(j++));
            }
        }
        return shortened(lines);
    }

    /** The longest common subsequence of the rests from i and j on. */
    private static int[][] common(List<String> expected, List<String> found) {
        int[][] longest = new int[expected.size() + 1][found.size() + 1];
        for (int i = expected.size() - 1; i >= 0; i--) {
            for (int j = found.size() - 1; j >= 0; j--) {
                longest[i][j] = expected.get(i).equals(found.get(j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        return longest;
    }

    /** Leaves out what is the same and not near a difference. */
    private static List<String> shortened(List<String> lines) {
        List<String> kept = new ArrayList<>();
        boolean skipping = false;
        for (int i = 0; i < lines.size(); i++) {
            boolean near = lines.subList(Math.max(0, i - AROUND), Math.min(lines.size(), i + AROUND + 1)).stream()
                    .anyMatch(line -> !line.startsWith(" "));
            if (near) {
                kept.add(lines.get(i));
            } else if (!skipping) {
                kept.add("  ...");
            }
            skipping = !near;
        }
        return kept;
    }

    /** One form for what is the same. */
    static String text(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            List<String> fields = new ArrayList<>();
            map.forEach((key, field) -> fields.add(key + ": " + text(field)));
            fields.sort(String::compareTo);
            return "{" + String.join(", ", fields) + "}";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Difference::text).toList().toString();
        }
        return String.valueOf(value);
    }
}
