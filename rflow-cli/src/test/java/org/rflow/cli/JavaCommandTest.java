package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JavaCommandTest {

    @Test
    void startsTheSameJavaWithTheSameClassesFromAnywhere() {
        var command = JavaCommand.of(List.of(), "a.jar" + File.pathSeparator + "/b/c.jar", Main.class, List.of("stop"));

        assertThat(command.get(0)).isEqualTo(System.getProperty("java.home") + "/bin/java");
        assertThat(command)
                .endsWith(
                        "-cp",
                        Path.of("a.jar").toAbsolutePath() + File.pathSeparator + "/b/c.jar",
                        "org.rflow.cli.Main",
                        "stop");
    }

    @Test
    void letsTheOptionsOfThisJavaWinOverItsOwn() {
        var command = JavaCommand.of(List.of("-Xmx1g", "-agentlib:jdwp"), "a.jar", Main.class, List.of());

        assertThat(command).contains("-XX:+UseSerialGC").doesNotContain("-agentlib:jdwp");
        assertThat(command.indexOf("-Xmx1g")).isGreaterThan(command.indexOf("-Xmx128m"));
    }
}
