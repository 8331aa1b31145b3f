package org.rflow.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The numbers of dead letters as the bus takes them: a worker's, and not too many at once. */
final class LetterNumbers {
    private static final int MOST = 10_000;

    private LetterNumbers() {}

    static Map<String, List<Long>> byWorker(List<LetterSelection.Found> letters) {
        Map<String, List<Long>> numbers = new TreeMap<>();
        for (LetterSelection.Found each : letters) {
            numbers.computeIfAbsent(each.letter().worker(), worker -> new ArrayList<>())
                    .add(each.letter().number());
        }
        return numbers;
    }

    static List<List<Long>> parts(List<Long> numbers) {
        List<List<Long>> parts = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i += MOST) {
            parts.add(numbers.subList(i, Math.min(numbers.size(), i + MOST)));
        }
        return parts;
    }
}
