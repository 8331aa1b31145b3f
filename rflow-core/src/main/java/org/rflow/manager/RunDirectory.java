package org.rflow.manager;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.rflow.bus.BusAddress;
import org.rflow.engine.RunnerException;
import org.rflow.model.Flow;
import org.rflow.model.Setting;
import org.rflow.plan.WorkerPlans;

/**
 * The places of a running flow, all in its application directory, which is relative to the database (RF-24, RF-30..39).
 *
 * <pre>
 * run/          0700   APP.pid  APP.bus  APP.secret (0600)  APP.run
 * run/APP/      0700   what the flow's workers keep: checkpoints, dead letters; schemas/ for external components
 * log/                 APP.log  NAME.out for the stdout and stderr of each process
 * </pre>
 */
record RunDirectory(String application, Path directory, Path run, Path logFile, Path pidFile) {
    RunDirectory {
        requireNonNull(application, "application");
        requireNonNull(directory, "directory");
        requireNonNull(run, "run");
        requireNonNull(logFile, "logFile");
        requireNonNull(pidFile, "pidFile");
    }

    /** {@code base} is the directory of the database. */
    static RunDirectory of(Flow flow, Path base) {
        Map<String, String> settings = Setting.complete(flow.name(), flow.settings());
        Path directory = base.toAbsolutePath()
                .resolve(Setting.APPLICATION_DIRECTORY.in(settings))
                .normalize();
        return new RunDirectory(
                Setting.APPLICATION_NAME.in(settings),
                directory,
                directory.resolve(Setting.PID_DIRECTORY.in(settings)),
                directory.resolve(Setting.LOG_FILE.in(settings)),
                directory.resolve(Setting.PID_FILE.in(settings)));
    }

    BusAddress bus() {
        return new BusAddress(run, application);
    }

    /** What the manager leaves there for a successor. */
    Path record() {
        return run.resolve(application + ".run");
    }

    /** What the workers are given as their run directory. */
    Path work() {
        return run.resolve(WorkerPlans.fileName(application));
    }

    /** The Avro schemas of the protocol, for external components. */
    Path schemas() {
        return work().resolve("schemas");
    }

    /** The stdout and stderr of a process. */
    Path output(String host) {
        return logDirectory().resolve(WorkerPlans.fileName(host) + ".out");
    }

    private Path logDirectory() {
        return requireNonNull(logFile.getParent(), "log directory");
    }

    /** Makes what is missing; a {@link RunnerException} says what cannot be made or written. */
    void create() {
        make(directory, Setting.APPLICATION_DIRECTORY, false);
        make(run, Setting.PID_DIRECTORY, true);
        make(work(), Setting.PID_DIRECTORY, true);
        make(requireNonNull(pidFile.getParent(), "directory"), Setting.PID_FILE, false);
        make(logDirectory(), Setting.LOG_DIRECTORY, false);
    }

    private static void make(Path path, Setting setting, boolean ownerOnly) {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path);
                if (ownerOnly) {
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
                }
            }
        } catch (FileAlreadyExistsException e) {
            throw new RunnerException(e.getFile() + " is a file; " + setting.key() + " must name a directory", e);
        } catch (IOException e) {
            throw new RunnerException(
                    "cannot make directory " + path + " (" + e.getClass().getSimpleName() + "); make it, or set "
                            + setting.key(),
                    e);
        }
        if (!Files.isWritable(path)) {
            throw new RunnerException(
                    "cannot write to directory " + path + "; change its permissions, or set " + setting.key());
        }
    }
}
