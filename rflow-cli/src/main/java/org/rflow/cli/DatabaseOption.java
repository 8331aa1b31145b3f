package org.rflow.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which config database: a path of an H2 file, relative to where the user is, or a JDBC URL (RF-3, RF-4). */
final class DatabaseOption {
    private static final String DEFAULT = "rflow";

    @Option(
            names = {"-d", "--database"},
            paramLabel = "DB",
            description =
                    "config database: the path of an H2 file, or a JDBC URL of H2 or PostgreSQL (default: ./rflow)")
    private String database;

    /** The database that was named, else, with a warning, the default one. */
    Database database(BaseCommand command) {
        if (database == null) {
            command.warn("no config database was named with -d; using '" + DEFAULT + "' in "
                    + command.shell().directory());
        }
        return Database.of(command.shell(), Optional.ofNullable(database).orElse(DEFAULT));
    }

    /**
     * A config database as the store knows it, and the directory that a flow's relative paths start from: that of the
     * file, or, for a database server, where the user is.
     */
    record Database(String name, Path directory) {
        private static final String H2_FILE = "jdbc:h2:file:";

        static Database of(Shell shell, String text) {
            if (text.startsWith(H2_FILE)) {
                String path = text.substring(H2_FILE.length()).replaceAll(";.*", "");
                return new Database(text, parent(shell.absolute(path)));
            }
            if (text.startsWith("jdbc:") || text.startsWith("mem:")) {
                return new Database(text, shell.directory());
            }
            Path path = shell.absolute(text);
            return new Database(path.toString(), parent(path));
        }

        /** The name without the password that a URL may hold, for everything that is printed or logged. */
        String shown() {
            return name.replaceAll("(?i)(password=)[^&;]*", "$1...").replaceAll("(//[^/@:]*):[^/@]*@", "$1:...@");
        }

        private static Path parent(Path path) {
            return Optional.ofNullable(path.getParent()).orElse(path);
        }
    }
}
