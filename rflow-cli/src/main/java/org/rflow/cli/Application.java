package org.rflow.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;
import org.rflow.bus.BusAddress;
import org.rflow.model.Flow;
import org.rflow.model.Setting;
import org.rflow.process.PidFile;

/**
 * Where a flow lives: its name in logs and file names and its application directory, which is relative to the database;
 * everything else is relative to that (RF-24, RF-30..32).
 */
record Application(String name, Path directory, Path runDirectory, Path logFile, Path pid) {
    Application {
        requireNonNull(name, "name");
        requireNonNull(directory, "directory");
        requireNonNull(runDirectory, "runDirectory");
        requireNonNull(logFile, "logFile");
        requireNonNull(pid, "pid");
    }

    static Application of(Flow flow, Path databaseDirectory) {
        Map<String, String> settings = Setting.complete(flow.name(), flow.settings());
        Path directory = databaseDirectory
                .resolve(Setting.APPLICATION_DIRECTORY.in(settings))
                .normalize();
        return new Application(
                Setting.APPLICATION_NAME.in(settings),
                directory,
                directory.resolve(Setting.PID_DIRECTORY.in(settings)),
                directory.resolve(Setting.LOG_FILE.in(settings)),
                directory.resolve(Setting.PID_FILE.in(settings)));
    }

    PidFile pidFile() {
        return new PidFile(pid);
    }

    BusAddress bus() {
        return new BusAddress(runDirectory, name);
    }

    /** The directory of the log file, where the output of the processes is kept too. */
    Path logDirectory() {
        return requireNonNull(logFile.toAbsolutePath().getParent(), "directory of the log file");
    }
}
