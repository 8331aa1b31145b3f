package org.rflow.cli;

import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.rflow.engine.RunListener;
import org.rflow.engine.RunRequest;
import org.rflow.engine.Runner;

/** Runs a stored flow with this process as its manager. */
final class LocalRun {
    private LocalRun() {}

    /** Returns the exit code when the flow has ended. A console gets the log too. */
    static int of(
            StoredFlow stored, List<String> jars, RunListener listener, Optional<OutputStream> console, boolean fresh) {
        RunRequest request = new RunRequest(
                stored.flow(),
                stored.database().directory(),
                Optional.of(stored.database().name()),
                jars,
                console,
                fresh);
        return Runner.find(Runner.LOCAL).run(request, listener);
    }
}
