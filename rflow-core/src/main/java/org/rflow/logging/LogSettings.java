package org.rflow.logging;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.logging.log4j.Level;

/**
 * How a process logs: the file it appends to, the level, a Log4j2 pattern instead of RFlow's own line, the context that
 * stands in lines of threads without one, and the width to which contexts are padded.
 */
public record LogSettings(Optional<Path> file, Level level, Optional<String> pattern, String name, int padding) {
    /** The name of whatever is logged before the settings of a flow are known. */
    public static final String STARTUP = "startup";

    public LogSettings {
        file = file.map(Path::toAbsolutePath);
        requireNonNull(level, "level");
        requireNonNull(pattern, "pattern");
        requireNonNull(name, "name");
    }

    /** To a file, at WARN, named as the file is without its extension. */
    public static LogSettings of(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return new LogSettings(
                Optional.of(file), Level.WARN, Optional.empty(), dot > 0 ? name.substring(0, dot) : name, 0);
    }

    /** To the console only, before there is a flow. */
    public static LogSettings startup(Level level) {
        return new LogSettings(Optional.empty(), level, Optional.empty(), STARTUP, 0);
    }

    public LogSettings withFile(Path newFile) {
        return new LogSettings(Optional.of(newFile), level, pattern, name, padding);
    }

    public LogSettings withLevel(Level newLevel) {
        return new LogSettings(file, newLevel, pattern, name, padding);
    }

    /** With a Log4j2 pattern; an empty one means RFlow's own line. */
    public LogSettings withPattern(String newPattern) {
        return new LogSettings(file, level, Optional.of(newPattern).filter(text -> !text.isBlank()), name, padding);
    }

    public LogSettings withName(String newName) {
        return new LogSettings(file, level, pattern, newName, padding);
    }

    public LogSettings withPadding(int newPadding) {
        return new LogSettings(file, level, pattern, name, newPadding);
    }
}
