package org.rflow.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rflow.process.ChildCommand;
import org.rflow.process.ChildProcess;
import org.rflow.process.ProcessIdentity;

final class VisitorTest {
    private final long pid = ProcessHandle.current().pid();
    private final TestingChild process = new TestingChild(
            new ChildCommand("archive-1", List.of("archive"), Map.of(), Path.of("."), Path.of("archive-1")), pid);

    private ChildProcess adopt(String name, ProcessIdentity identity) {
        assertThat(name).isEqualTo("archive-1");
        assertThat(identity.pid()).isEqualTo(pid);
        return process;
    }

    @Test
    void endsWithTheProcessThatItHasComeIn() {
        Visitor visitor = new Visitor("archive-1", this::adopt);
        visitor.arrived(pid);

        process.end(ChildProcess.UNKNOWN_EXIT);

        assertThat(visitor.isAlive()).isFalse();
        assertThat(visitor.exit()).isCompletedWithValue(ChildProcess.UNKNOWN_EXIT);
    }

    @Test
    void isAliveBeforeItHasComeAndWhileItIsThere() {
        Visitor visitor = new Visitor("archive-1", this::adopt);

        assertThat(visitor.isAlive()).isTrue();
        assertThat(visitor.pid()).isZero();
        visitor.arrived(pid);
        assertThat(visitor.isAlive()).isTrue();
        assertThat(visitor.pid()).isEqualTo(pid);
    }

    @Test
    void isLetGoAndNotKilled() {
        Visitor visitor = new Visitor("archive-1", this::adopt);
        visitor.arrived(pid);

        visitor.kill();

        assertThat(visitor.isAlive()).isFalse();
        assertThat(process.isAlive()).isTrue();
    }
}
