package org.rflow.cli;

import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Records as JSON text, indented, for {@code --json}. */
final class Json {
    private static final ObjectWriter WRITER = JsonMapper.builder().build().writerWithDefaultPrettyPrinter();

    private Json() {}

    static String of(Object value) {
        return WRITER.writeValueAsString(value);
    }
}
