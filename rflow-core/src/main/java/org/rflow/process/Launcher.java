package org.rflow.process;

/** Starts children. The one of the system makes processes; tests have one that makes threads. */
public interface Launcher {

    /** Starts the command at once; throws a {@link ProcessException} when the system refuses. */
    ChildProcess start(ChildCommand command);

    /** The launcher of real processes, each in its own session. */
    static Launcher system() {
        return new SystemLauncher();
    }
}
