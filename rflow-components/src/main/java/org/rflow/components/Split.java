package org.rflow.components;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.CoreTypes;
import org.rflow.message.DataType;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/**
 * Takes messages apart: one message for each item, which keeps provenance and properties. Nothing comes of an empty one.
 *
 * <pre>{@code
 * components:
 *   items:
 *     type: split
 *     options: { field: items }
 *   lines:
 *     type: split
 *     options: { by: lines }
 * }</pre>
 *
 * <ul>
 *   <li>{@code field}: the field of a document, row or record that has a list. Each result is a document of all fields, with one
 *       item instead of the list.
 *   <li>{@code by: lines}: a text's lines, a text each.
 *   <li>{@code by: json}: the items of a text that is a JSON array: documents of objects, texts of anything else.
 *   <li>{@code by: list}: the items of a message that is a list, as {@code batch} makes it, with the type that they had.
 * </ul>
 */
public final class Split extends Component {
    /** What an item is. */
    enum By {
        LINES,
        JSON,
        LIST
    }

    final InputPort in = inputPort("in", "messages with something that has parts");
    final OutputPort out = outputPort("out", "a message for each part");
    final OutputPort errored = outputPort("errored", "messages without such parts");
    private final Option<String> field = option("field").text().help("the field that has a list");
    private final Option<By> by = option("by")
            .choice(By.class)
            .help("instead of a field: the lines of a text, the items of a JSON array or of a list");

    private final Map<DataType, DataType> itemTypes = new HashMap<>();

    @Override
    protected String help() {
        return "takes messages apart, one for each item";
    }

    @Override
    protected void configure(ComponentContext context) {
        if (field.isSet() == by.isSet()) {
            throw new ConfigurationException("set one of the options 'field' and 'by'");
        }
    }

    @Override
    protected void process(InputPort port, Message message) {
        if (field.isSet()) {
            sendFields(message);
            return;
        }
        switch (by.get()) {
            case LINES -> message.text().lines().forEach(line -> out.send(message.answer(CoreTypes.TEXT, line)));
            case JSON -> sendJson(message);
            case LIST -> sendItems(message);
        }
    }

    private void sendFields(Message message) {
        Object data = Fields.of(message);
        String name = field.get();
        if (!Fields.names(data).contains(name)) {
            throw new MessageException("there is no field '" + name + "'; there is: " + Fields.names(data));
        }
        Map<String, @Nullable Object> fields = Documents.of(Fields.plain(message));
        Object list = fields.get(name);
        if (!(list instanceof GenericRecord record && Documents.inside(record) instanceof List<?> items)) {
            throw new MessageException("field '" + name + "' is no list");
        }
        for (Object item : items) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>(fields);
            one.put(name, item);
            out.send(message.answer(Documents.TYPE, one));
        }
    }

    private void sendJson(Message message) {
        if (!(Json.read(message.text()) instanceof List<?> items)) {
            throw new MessageException("the JSON is no array");
        }
        for (Object item : items) {
            Object value = Documents.value(item);
            out.send(
                    value instanceof GenericRecord record && Documents.inside(record) instanceof Map<?, ?> fields
                            ? message.answer(Documents.TYPE, fields)
                            : message.answer(CoreTypes.TEXT, Fields.text(value)));
        }
    }

    private void sendItems(Message message) {
        if (!(message.data() instanceof Collection<?> items)) {
            throw new MessageException("data of type '" + message.type() + "' is no list");
        }
        DataType itemType = itemTypes.computeIfAbsent(message.type(), Split::itemType);
        for (Object item : items) {
            out.send(message.answer(itemType, requireNonNull(item, "item")));
        }
    }

    private static DataType itemType(DataType list) {
        Schema schema = list.schema().getElementType();
        String name = list.name().endsWith(Batch.SUFFIX)
                ? list.name().substring(0, list.name().length() - Batch.SUFFIX.length())
                : schema.getFullName();
        return DataType.of(name, schema);
    }
}
