package org.rflow.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known name a user meant by an unknown one, so that an error can say what would be right. */
public final class Suggestion {
    private static final int SHORTEST_PART = 4;

    private Suggestion() {}

    /** The known name that is nearest to {@code name}, when it is near enough to be a slip of the pen. */
    public static Optional<String> closest(String name, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= tolerance(name))
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    /** {@code did you mean 'x'?} when one is near, else the list: {@code known: x, y}. */
    public static String cure(String name, String known, Collection<String> names) {
        return closest(name, names).map(near -> "did you mean '" + near + "'?").orElseGet(() -> list(known, names));
    }

    /** {@code known: x, y}, or {@code known: none}. */
    public static String list(String known, Collection<String> names) {
        return known + ": " + (names.isEmpty() ? "none" : String.join(", ", names));
    }

    private static int tolerance(String name) {
        return Math.max(1, name.length() / 3);
    }

    /** A name that only lacks the other's prefix ({@code log_level}) or its end counts as one edit, a difference of case as none. */
    private static int distance(String name, String candidate) {
        String a = name.toLowerCase(Locale.ROOT);
        String b = candidate.toLowerCase(Locale.ROOT);
        boolean isPart = b.endsWith("." + a) || (a.length() >= SHORTEST_PART && b.startsWith(a));
        return a.equals(b) ? 0 : isPart ? 1 : edits(a, b);
    }

    /** Optimal string alignment: insertions, deletions, replacements and swaps of neighbours (Damerau 1964). */
    private static int edits(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = cost(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cost(int[][] cost, String a, String b, int i, int j) {
        if (i == 0 || j == 0) {
            return i + j;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
