package org.rflow.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatabaseTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://h:1/d?user=u&password=p&ssl=true | jdbc:postgresql://h:1/d?ssl=true | u | p",
                "jdbc:postgresql://h:1/d?PASSWORD=a%26b%3D&user=u | jdbc:postgresql://h:1/d | u | a&b=",
                "jdbc:postgresql://u:p@h:1/d | jdbc:postgresql://h:1/d | u | p",
                "jdbc:postgresql://u:p@x@h:1/d?ssl=true | jdbc:postgresql://h:1/d?ssl=true | u | p@x",
                "jdbc:h2:tcp://h/d;USER=u;PASSWORD=p;CIPHER=AES | jdbc:h2:tcp://h/d;CIPHER=AES | u | p"
            })
    void takesTheLoginOutOfTheUrl(String text, String shown, String user, String password) {
        Database database = Database.parse(text);

        assertThat(database.shown()).isEqualTo(shown);
        assertThat(database.url()).startsWith(shown).doesNotContainIgnoringCase("password=");
        assertThat(database.properties()).containsEntry("user", user).containsEntry("password", password);
        assertThat(database.file()).isEmpty();
    }

    @Test
    void makesAPathAbsolute() {
        Database database = Database.parse("some/dir/../flow");

        Path path = Path.of("some", "flow").toAbsolutePath();
        assertThat(database.shown()).isEqualTo(path.toString());
        assertThat(database.url()).startsWith("jdbc:h2:file:" + path + ";");
        assertThat(database.file()).hasValue(Path.of(path + ".mv.db"));
        assertThat(Database.parse("jdbc:h2:file:" + path + ";CIPHER=AES").file())
                .isEqualTo(database.file());
    }

    @Test
    void findsTheFileBelowTheHomeDirectory() {
        Path file = Path.of(System.getProperty("user.home"), "flow.mv.db");

        assertThat(Database.parse("jdbc:h2:file:~/flow").file()).hasValue(file);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:mysql://u:secret@h/d | config database 'jdbc:mysql:…' is of an unknown kind; it is a path (H2),"
                        + " jdbc:h2:… or jdbc:postgresql:…",
                "a;b | config database 'a;b': the path of an H2 database holds no ';'",
                "'' | the name of the config database is empty; give a path or a JDBC URL"
            })
    void saysWhatIsWrong(String text, String problem) {
        assertThatThrownBy(() -> Database.parse(text))
                .isInstanceOf(StoreException.class)
                .hasMessage(problem);
    }
}
