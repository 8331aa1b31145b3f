package org.rflow.config;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.rflow.model.Locations;
import org.rflow.model.Suggestion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks a flow file's raw nodes against {@code schemas/flow.schema.json} and says in RFlow's words what is wrong. What the
 * schema can only say in riddles ({@code not}, {@code if}) is said by {@link FlowBuilding}.
 */
final class SchemaCheck {
    private static final Pattern INTEGER = Pattern.compile("-?\\d+");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
    private static final Set<String> SAID_ELSEWHERE = Set.of("not", "if", "dependentRequired", "dependentSchemas");
    private static final Pattern CONNECTION = Pattern.compile("/connections/\\d+");
    private static final int LONGEST_NUMBER = 100;
    private static final Schema SCHEMA = load();

    private final Reading reading;

    SchemaCheck(Reading reading) {
        this.reading = reading;
    }

    private static Schema load() {
        try (InputStream in = SchemaCheck.class.getResourceAsStream("/schemas/flow.schema.json")) {
            if (in == null) {
                throw new IllegalStateException("schemas/flow.schema.json is not on the class path");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read schemas/flow.schema.json", e);
        }
    }

    void check(RawNode root) {
        JsonNode json = json(root);
        for (Error error : SCHEMA.validate(json)) {
            report(json, error);
        }
    }

    private void report(JsonNode json, Error error) {
        String keyword = String.valueOf(error.getKeyword());
        if (SAID_ELSEWHERE.contains(keyword)
                || String.valueOf(error.getEvaluationPath()).contains("/then/")) {
            return;
        }
        String path = pointer(error);
        String subject = Subject.of(path);
        String property = String.valueOf(error.getProperty());
        JsonNode schema = SCHEMA.getSchemaNode().at(parent(fragment(error)));
        switch (keyword) {
            case "additionalProperties" -> unknownKey(path, property, schema);
            case "required" ->
                reading.problem(
                        path,
                        subject + " lacks '" + property + "'",
                        "expected: " + description(schema.at("/properties/" + property)));
            case "enum" -> notOneOf(path, subject, json.at(path), schema);
            case "propertyNames" -> badName(path, property);
            default -> notFitting(path, subject, json.at(path), schema);
        }
    }

    private void badName(String path, String name) {
        reading.problem(
                path + Locations.path(name),
                "'" + name + "' cannot be a name",
                "names are of letters, digits, '_' and '-'");
    }

    private void unknownKey(String path, String key, JsonNode schema) {
        List<String> known = new ArrayList<>(schema.path("properties").propertyNames());
        if (key.equals("shards") && known.contains("threads")) {
            reading.problem(
                    path + "/shards", "cannot nest shards", "write all shards below the one 'shards:' of the flow");
            return;
        }
        reading.problem(
                path + Locations.path(key),
                "key '" + key + "' of " + Subject.of(path) + " is unknown",
                Suggestion.cure(key, "it may have", known));
    }

    private void notOneOf(String path, String subject, JsonNode value, JsonNode schema) {
        List<String> choices = new ArrayList<>();
        schema.path("enum").forEach(choice -> choices.add(choice.asString()));
        String text = value.isValueNode() ? value.asString() : "";
        String list = Suggestion.list("write one of", choices);
        reading.problem(
                path,
                subject + " cannot be " + shown(value),
                Suggestion.closest(text, choices)
                        .map(near -> "did you mean '" + near + "'? " + list)
                        .orElse(list));
    }

    private void notFitting(String path, String subject, JsonNode value, JsonNode schema) {
        String expected = "expected: " + description(schema);
        if (value.isNull()) {
            reading.problem(path, subject + " has no value", expected);
        } else if (!value.isValueNode() || !CONNECTION.matcher(path).matches()) {
            // what is written as a text has more said of it where it becomes a connection
            reading.problem(path, subject + " cannot be " + shown(value), expected);
        }
    }

    private static String shown(JsonNode value) {
        if (value.isObject()) {
            return "a map";
        }
        if (value.isArray()) {
            return "a list";
        }
        return value.isString() ? "'" + value.asString() + "'" : value.toString();
    }

    private static String description(JsonNode schema) {
        JsonNode own = schema.path("description");
        JsonNode target = schema.path("$ref");
        if (own.isMissingNode() && target.isString()) {
            return description(SCHEMA.getSchemaNode().at(target.asString().substring(1)));
        }
        return own.asString("something else");
    }

    private static String pointer(Error error) {
        String pointer = String.valueOf(error.getInstanceLocation());
        return pointer.startsWith("$") ? pointer.substring(1) : pointer;
    }

    private static String fragment(Error error) {
        return String.valueOf(error.getSchemaLocation().getFragment());
    }

    private static String parent(String pointer) {
        int slash = pointer.lastIndexOf('/');
        return slash < 0 ? "" : pointer.substring(0, slash);
    }

    private static JsonNode json(RawNode node) {
        JsonNodeFactory factory = JsonNodeFactory.instance;
        if (node instanceof RawNode.Entries map) {
            ObjectNode object = factory.objectNode();
            map.entries().forEach((key, entry) -> object.set(key, json(entry.value())));
            return object;
        }
        if (node instanceof RawNode.Items list) {
            ArrayNode array = factory.arrayNode();
            list.items().forEach(item -> array.add(json(item)));
            return array;
        }
        return json((RawNode.Scalar) node);
    }

    /** YAML 1.2's reading of plain texts (core schema), so that {@code no} and {@code 1_000} are texts. */
    private static JsonNode json(RawNode.Scalar scalar) {
        JsonNodeFactory factory = JsonNodeFactory.instance;
        String text = scalar.text();
        if (scalar.isNothing()) {
            return factory.nullNode();
        }
        if (scalar.quoted() || text.length() > LONGEST_NUMBER) {
            return factory.stringNode(text);
        }
        if (text.equals("true") || text.equals("false")) {
            return factory.booleanNode(Boolean.parseBoolean(text));
        }
        if (INTEGER.matcher(text).matches()) {
            return factory.numberNode(new BigInteger(text));
        }
        return NUMBER.matcher(text).matches() ? factory.numberNode(new BigDecimal(text)) : factory.stringNode(text);
    }
}
