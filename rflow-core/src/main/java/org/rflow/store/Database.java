package org.rflow.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * Which database: what the user wrote, made into a JDBC URL. User and password are taken out of the URL, so that no text
 * made from it, here or in a library, can show them.
 *
 * @param shown what may stand in a text for people
 * @param file the file of an H2 database that is kept in one
 */
record Database(String shown, String url, Properties properties, Optional<Path> file) {
    private static final String H2 = "jdbc:h2:";
    private static final String H2_FILE = "jdbc:h2:file:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String MEMORY = "mem:";
    private static final String FILE_END = ".mv.db";
    // VALUE is a column of the settings; the other two keep H2 from living and writing longer than we do
    private static final String H2_OPTIONS = ";NON_KEYWORDS=VALUE;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

    /** Reads a path (of an H2 database), {@code mem:name}, or a JDBC URL of H2 or PostgreSQL. */
    static Database parse(String text) {
        if (text.isBlank()) {
            throw new StoreException("the name of the config database is empty; give a path or a JDBC URL");
        }
        if (text.startsWith(MEMORY)) {
            return h2(text, H2 + text + ";DB_CLOSE_DELAY=-1", Optional.empty());
        }
        if (text.startsWith(POSTGRESQL)) {
            return postgresql(text);
        }
        if (text.startsWith(H2_FILE)) {
            return h2(text, text, Optional.of(text.substring(H2_FILE.length())).map(Database::file));
        }
        if (text.startsWith(H2)) {
            return h2(text, text, Optional.empty());
        }
        if (text.startsWith("jdbc:")) {
            throw new StoreException("config database '" + text.replaceAll("^(jdbc:[^:]*:).*", "$1…")
                    + "' is of an unknown kind; it is a path (H2), jdbc:h2:… or jdbc:postgresql:…");
        }
        if (text.contains(";")) {
            throw new StoreException("config database '" + text + "': the path of an H2 database holds no ';'");
        }
        String base = text.endsWith(FILE_END) ? text.substring(0, text.length() - FILE_END.length()) : text;
        Path path = Path.of(base).toAbsolutePath().normalize();
        return h2(path.toString(), H2_FILE + path, Optional.of(file(path.toString())));
    }

    boolean isH2() {
        return url.startsWith(H2);
    }

    /** What to do when there is no flow in it. */
    String hint() {
        return "run 'rflow load -c <config file> -d " + shown + "'";
    }

    private static Path file(String pathAndOptions) {
        String path = pathAndOptions.replaceAll(";.*", "");
        // H2 knows the home directory by this name
        String home = path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path;
        return Path.of(home + FILE_END);
    }

    private static Database h2(String text, String url, Optional<Path> file) {
        Split split = Split.of(url, ';');
        split.properties().putIfAbsent("user", "sa");
        split.properties().putIfAbsent("password", "");
        return new Database(Split.of(text, ';').url(), split.url() + H2_OPTIONS, split.properties(), file);
    }

    private static Database postgresql(String text) {
        int query = text.indexOf('?');
        String place = query < 0 ? text : text.substring(0, query);
        // the driver does not know user:password@host; people write it all the same
        String bare = place.replaceFirst("//[^/]*@", "//");
        Split split = Split.of(bare + (query < 0 ? "" : '&' + text.substring(query + 1)), '&');
        if (!bare.equals(place)) {
            String[] login = place.replaceFirst("^.*?//([^/]*)@.*$", "$1").split(":", 2);
            split.properties().putIfAbsent("user", login[0]);
            split.properties().putIfAbsent("password", login.length < 2 ? "" : login[1]);
        }
        String url = split.url().replaceFirst("&", "?");
        return new Database(url, url, split.properties(), Optional.empty());
    }

    /** A URL without its login, and the login. */
    private record Split(String url, Properties properties) {

        static Split of(String url, char separator) {
            Properties properties = new Properties();
            List<String> kept = new ArrayList<>();
            for (String part : url.split(String.valueOf(separator), -1)) {
                String name = part.replaceAll("=.*", "").toLowerCase(Locale.ROOT);
                if (name.equals("user") || name.equals("password")) {
                    properties.setProperty(name, decoded(part.substring(part.indexOf('=') + 1), separator));
                } else {
                    kept.add(part);
                }
            }
            return new Split(String.join(String.valueOf(separator), kept), properties);
        }

        private static String decoded(String value, char separator) {
            return separator == '&' ? URLDecoder.decode(value, StandardCharsets.UTF_8) : value;
        }
    }
}
