package org.rflow.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rflow.model.Locations;
import org.rflow.model.OptionText;

/**
 * What a flow file says of the data types of an external component's ports, as the text of an option: a list of
 * {@code port=type}, where a file with an Avro schema has given its place to what it holds.
 */
final class PortTypesText {
    private static final String SCHEMA_FILE = ".avsc";

    private final Reading reading;
    private final Path directory;

    /** Files are relative to {@code directory}. */
    PortTypesText(Reading reading, Path directory) {
        this.reading = reading;
        this.directory = directory;
    }

    /** Wrong ones become problems of the reading, at their ports below {@code path}. */
    String of(String path, RawNode.Entries ports) {
        List<String> items = new ArrayList<>();
        FlowBuilding.texts(ports).forEach((port, types) -> {
            for (String type : OptionText.split(types)) {
                (type.endsWith(SCHEMA_FILE) ? schema(path, port, type) : Optional.of(type))
                        .ifPresent(found -> items.add(port + "=" + found));
            }
        });
        return OptionText.join(items);
    }

    private Optional<String> schema(String path, String port, String file) {
        try {
            return Optional.of(Files.readString(directory.resolve(file), StandardCharsets.UTF_8)
                    .strip());
        } catch (IOException e) {
            reading.problem(
                    path + Locations.path(port),
                    "the schema of port '" + port + "' cannot be read: " + e,
                    "name a file relative to this one, or a data type that RFlow or a plugin declares");
            return Optional.empty();
        }
    }
}
