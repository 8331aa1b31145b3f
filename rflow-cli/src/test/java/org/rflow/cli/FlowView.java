package org.rflow.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code rflow status --json} tells of the flow in a directory. */
final class FlowView {
    private final JsonMapper mapper = JsonMapper.builder().build();
    private final Path directory;

    FlowView(Path directory) {
        this.directory = directory;
    }

    /** A missing node while nothing runs. */
    JsonNode status() {
        TestingShell.Outcome status = new TestingShell(directory).call("status", "--json", "-d", "rflow");
        return status.exitCode() == 0 ? mapper.readTree(status.out()) : mapper.missingNode();
    }

    JsonNode worker(String name) {
        return find("workers", name);
    }

    /** The connection whose name begins so. */
    JsonNode connection(String name) {
        return find("connections", name);
    }

    private JsonNode find(String list, String name) {
        Optional<JsonNode> found = StreamSupport.stream(status().path(list).spliterator(), false)
                .filter(each -> each.get("name").asString().startsWith(name))
                .findFirst();
        return found.orElseGet(mapper::missingNode);
    }

    /** The dead letters of a component that wait, as the manager counts them. */
    long deadLetters(String component) {
        return StreamSupport.stream(status().path("deadLetters").spliterator(), false)
                .filter(each -> each.get("component").asString().equals(component))
                .mapToLong(each -> each.get("waiting").asLong())
                .sum();
    }
}
