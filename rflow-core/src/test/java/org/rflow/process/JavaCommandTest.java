package org.rflow.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JavaCommandTest {

    @Test
    void startsTheSameJavaWithTheSameClasses() {
        List<String> command = JavaCommand.of(List.of("-Xmx1g"), "org.example.Main", List.of("stop"));

        assertThat(command.get(0)).isEqualTo(System.getProperty("java.home") + "/bin/java");
        assertThat(command).containsSubsequence("-Xmx1g", "-cp").endsWith("org.example.Main", "stop");
    }

    @Test
    void givesAClassPathThatDoesNotDependOnTheWorkingDirectory() {
        String here = Path.of("a.jar").toAbsolutePath().toString();

        assertThat(JavaCommand.absolute("a.jar" + File.pathSeparator + "/b/c.jar"))
                .isEqualTo(here + File.pathSeparator + "/b/c.jar");
    }

    @Test
    void handsOnTheArchiveOfClasses() {
        assertThat(JavaCommand.archiveOptions("/r/17.jsa", 17))
                .contains("-XX:SharedArchiveFile=/r/17.jsa", "-Drflow.archive=/r/17.jsa");
        assertThat(JavaCommand.archiveOptions("", 17)).isEmpty();
    }

    @Test
    void leavesTheArchiveWhereAllProcessesCanShareItsPages() {
        assertThat(JavaCommand.archiveOptions("/r/25.jsa", 25))
                .containsSubsequence("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");
    }

    @Test
    void asksNoJavaThatIsNotKnownYetForADiagnosticOption() {
        assertThat(JavaCommand.archiveOptions("/r/26.jsa", 26)).noneMatch(option -> option.contains("Diagnostic"));
    }

    @Test
    void keepsItsOwnAgentsAndLogsToItself() {
        assertThat(JavaCommand.inherited(List.of("-Xmx1g", "-agentlib:jdwp", "-Xlog:gc:file=gc.log", "-Da=b")))
                .containsExactly("-Xmx1g", "-Da=b");
    }
}
