package org.rflow.cli.bench.raw;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rflow.cli.bench.ends.Timing;

/** The words of a reference's command line: what it is, then {@code name=value}. */
public record RawArguments(String program, Map<String, String> values) {
    public static final String DIRECTORY = "directory";
    public static final String WIRE = "wire";
    public static final String SIZE = "size";
    public static final String RATE = "rate";
    public static final String WARM_UP = "warm-up";
    public static final String WINDOW = "window";
    /** Where a program sends to, and what it is called by those that send to it. */
    public static final String TO = "to";

    public static final String NAME = "name";
    /** How many receivers there are. */
    public static final String RECEIVERS = "receivers";

    public RawArguments {
        values = Map.copyOf(values);
    }

    static RawArguments parse(String... words) {
        if (words.length == 0) {
            throw new IllegalArgumentException("name a program");
        }
        Map<String, String> values = new HashMap<>();
        for (String word : List.of(words).subList(1, words.length)) {
            int sign = word.indexOf('=');
            if (sign < 1) {
                throw new IllegalArgumentException("'" + word + "' is not 'name=value'");
            }
            values.put(word.substring(0, sign), word.substring(sign + 1));
        }
        return new RawArguments(words[0], values);
    }

    public List<String> words() {
        List<String> words = new ArrayList<>(List.of(program));
        values.forEach((name, value) -> words.add(name + "=" + value));
        return words;
    }

    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return value;
    }

    int number(String name) {
        return Integer.parseInt(text(name));
    }

    int size() {
        return number(SIZE);
    }

    Timing timing() {
        return new Timing(Duration.ofMillis(number(WARM_UP)), Duration.ofMillis(number(WINDOW)));
    }

    Path directory() {
        return Path.of(text(DIRECTORY));
    }

    Meeting meeting() {
        return new Meeting(directory());
    }
}
