package org.rflow.components;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import org.rflow.component.ConfigurationException;
import org.rflow.component.Option;

/** What options of several components must be, and what is said of files. A check throws a {@link ConfigurationException} that names the option. */
final class Checks {
    private Checks() {}

    /** Why a file cannot be read or written, without the name of the file or of a class. */
    static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "it is not allowed";
        }
        String reason = failure instanceof FileSystemException of ? of.getReason() : failure.getMessage();
        return reason == null ? failure.toString() : reason;
    }

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
