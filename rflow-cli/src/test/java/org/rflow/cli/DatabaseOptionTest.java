package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rflow.model.Flow;

final class DatabaseOptionTest {

    @ParameterizedTest
    @CsvSource({
        "db, /home/me/db, /home/me",
        "sub/db, /home/me/sub/db, /home/me/sub",
        "../db, /home/db, /home",
        "/data/db, /data/db, /data",
        "jdbc:h2:file:/data/db, jdbc:h2:file:/data/db, /data",
        "jdbc:postgresql://localhost/rflow, jdbc:postgresql://localhost/rflow, /home/me",
    })
    void knowsWhereRelativePathsStart(String written, String name, Path directory) {
        var database = DatabaseOption.Database.of(new TestingShell(Path.of("/home/me")).shell(), written);

        assertThat(database).isEqualTo(new DatabaseOption.Database(name, directory));
    }

    @ParameterizedTest
    @CsvSource({
        "/data/db, /data/db",
        "jdbc:postgresql://h/db?user=u&password=secret&ssl=true, jdbc:postgresql://h/db?user=u&password=...&ssl=true",
        "jdbc:postgresql://u:secret@h/db, jdbc:postgresql://u:...@h/db",
        "jdbc:h2:file:/data/db;PASSWORD=secret;USER=u, jdbc:h2:file:/data/db;PASSWORD=...;USER=u",
    })
    void neverShowsAPassword(String name, String shown) {
        assertThat(new DatabaseOption.Database(name, Path.of("/")).shown()).isEqualTo(shown);
    }

    @Test
    void everythingIsRelativeToTheApplicationDirectory() {
        var settings = Map.of("rflow.application_directory_path", "../app", "rflow.log_directory_path", "/var/log");

        var application = Application.of(new Flow("birds", 1, settings, List.of(), List.of()), Path.of("/data/db"));

        assertThat(application)
                .isEqualTo(new Application(
                        "birds",
                        Path.of("/data/app"),
                        Path.of("/data/app/run"),
                        Path.of("/var/log/birds.log"),
                        Path.of("/data/app/run/birds.pid")));
    }
}
