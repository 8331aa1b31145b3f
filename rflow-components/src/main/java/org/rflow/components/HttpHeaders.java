package org.rflow.components;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.rflow.component.ConfigurationException;
import org.rflow.component.Option;

/**
 * Headers as a flow file has them, a map or a list of {@code name=value}, and as the HTTP types have them: a text for each name, in which several
 * values stand behind each other with {@code ", "}, but those of {@code Set-Cookie}, where that would spoil them, a line each.
 */
final class HttpHeaders {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

    private HttpHeaders() {}

    /** By name, in order; {@link ConfigurationException} for what is no header. Values may be secret: no problem shows one. */
    static Map<String, String> of(Option<List<String>> option) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String item : option.get()) {
            int equals = item.indexOf('=');
            String name = equals < 0 ? "" : item.substring(0, equals).strip();
            String value = item.substring(equals + 1).strip();
            if (!isAllowed(name, value)) {
                throw new ConfigurationException("option '" + option.name() + "': header '" + name
                        + "' has characters that HTTP does not allow; write NAME: VALUE, or NAME=VALUE in a list");
            }
            headers.put(name, value);
        }
        return headers;
    }

    /** Several values as one text. */
    static String together(String name, List<String> values) {
        return String.join(isCookie(name) ? "\n" : ", ", values);
    }

    /** The values that have to be sent one by one. */
    static List<String> apart(String name, String together) {
        return isCookie(name) ? List.of(together.split("\n", -1)) : List.of(together);
    }

    private static boolean isCookie(String name) {
        return name.equalsIgnoreCase("Set-Cookie");
    }

    /** Whether HTTP allows the characters of a header. */
    static boolean isAllowed(String name, String value) {
        return NAME.matcher(name).matches() && VALUE.matcher(value).matches();
    }
}
