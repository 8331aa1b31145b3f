package org.rflow.testing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.rflow.process.ChildCommand;
import org.rflow.process.ChildProcess;
import org.rflow.process.Launcher;

/** Starts {@link TestingProcess}es and remembers them. */
public final class TestingLauncher implements Launcher {
    private final TestingProcess.Program program;
    private final List<TestingProcess> started = new CopyOnWriteArrayList<>();

    public TestingLauncher(TestingProcess.Program program) {
        this.program = program;
    }

    @Override
    public ChildProcess start(ChildCommand command) {
        TestingProcess process = TestingProcess.start(command, program);
        started.add(process);
        return process;
    }

    /** All processes in the order in which they were started. */
    public List<TestingProcess> started() {
        return List.copyOf(started);
    }

    /** The youngest process of that name. */
    public Optional<TestingProcess> process(String name) {
        return started.stream().filter(each -> each.name().equals(name)).reduce((older, younger) -> younger);
    }
}
