package org.rflow.components;

import java.time.Duration;
import java.util.List;
import org.rflow.component.ConfigurationException;
import org.rflow.component.Option;

/** What options of several components must be. Each throws a {@link ConfigurationException} that names the option. */
final class Checks {
    private Checks() {}

    static void between(Option<Long> option, long least, long most) {
        option.find().ifPresent(value -> {
            if (value < least || value > most) {
                throw new ConfigurationException(
                        "option '" + option.name() + "': " + value + " is not between " + least + " and " + most);
            }
        });
    }

    static void atLeast(Option<Long> option, long least) {
        option.find().ifPresent(value -> {
            if (value < least) {
                throw new ConfigurationException("option '" + option.name() + "': " + value + " is below " + least);
            }
        });
    }

    static void aboveZero(Option<Duration> option) {
        option.find().ifPresent(value -> {
            if (value.isZero()) {
                throw new ConfigurationException("option '" + option.name() + "': must be above 0");
            }
        });
    }

    static void distinct(Option<List<String>> option) {
        List<String> names = option.get();
        if (names.stream().distinct().count() < names.size()) {
            throw new ConfigurationException("option '" + option.name() + "': " + names + " names a field twice");
        }
    }
}
