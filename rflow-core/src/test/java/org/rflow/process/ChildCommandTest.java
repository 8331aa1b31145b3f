package org.rflow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChildCommandTest {

    @Test
    void showsItsCommandAsAShellWouldTakeIt() {
        ChildCommand command = command("java", "-Xmx64m", "a b", "it's", "");

        assertThat(command.commandLine()).isEqualTo("java -Xmx64m 'a b' 'it'\\''s' ''");
    }

    @Test
    void refusesAnEmptyCommand() {
        assertThatThrownBy(() -> command())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("child 'test' has no command");
    }

    private static ChildCommand command(String... words) {
        return new ChildCommand("test", List.of(words), Map.of(), Path.of("."), Path.of("test.out"));
    }
}
