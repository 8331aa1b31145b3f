package org.rflow.components;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;

/**
 * Gives each message new, changed or fewer fields. Each item of {@code set} is a field's name and a CEL expression (see {@code filter}); all
 * of them see the message as it came. Provenance and properties stay, and {@code properties} sets some.
 *
 * <pre>{@code
 * components:
 *   priced:
 *     type: map
 *     options:
 *       set: [ 'total = int(data.count) * double(data.price)', 'city = data.city.upperAscii()' ]
 *       remove: [ price ]
 * }</pre>
 *
 * <p>A row stays a row: what is set becomes text. A record of which fields are only changed stays a record of its type, so what is set has to
 * fit its schema. Anything else becomes a document, which can hold numbers, lists and more fields inside a field, as
 * JSON can; so does a message without fields, of which nothing stays but what is set. {@code as} says otherwise.
 * A message for which an expression has no answer goes to {@code errored}, and so does one for which it has one that no message can hold: a
 * timestamp or a duration, of which {@code string(...)} makes a text, a type, or a uint above 9223372036854775807.
 */
public final class Map extends Component {
    /** What the result is. */
    enum As {
        SAME,
        ROW,
        DOCUMENT
    }

    final InputPort in = inputPort("in", "messages");
    final OutputPort out = outputPort("out", "the same with other fields");
    final OutputPort errored =
            outputPort("errored", "those for which an expression has no answer, or one that does not fit");
    private final Option<List<String>> set =
            option("set").list().defaultsTo("").help("'field = CEL expression over data, type and properties', each");
    private final Option<List<String>> remove =
            option("remove").list().defaultsTo("").help("fields that are taken away");
    private final Option<Boolean> only =
            option("only").bool().defaultsTo("false").help("keep no field but those that are set");
    private final Option<List<String>> properties =
            option("properties").list().defaultsTo("").help("'property = CEL expression', each");
    private final Option<As> as = option("as")
            .choice(As.class)
            .defaultsTo("same")
            .help("what to make: a row, a document, or as far as possible what it was");

    private List<Assignment<Expression>> fields = List.of();
    private List<Assignment<Expression>> headers = List.of();
    private final Set<String> gone = new HashSet<>();

    @Override
    protected String help() {
        return "gives messages new, changed or fewer fields";
    }

    @Override
    protected void configure(ComponentContext context) {
        fields = Assignment.of(set, Expression::compileValue);
        headers = Assignment.of(properties, Expression::compileValue);
        gone.addAll(remove.get());
    }

    @Override
    protected void process(InputPort port, Message message) {
        Message result = isUntouched() ? message : answer(message);
        for (Assignment<Expression> property : headers) {
            result = result.withProperty(
                    property.name(),
                    Fields.text(Documents.value(property.value().value(message))));
        }
        out.send(result);
    }

    private boolean isUntouched() {
        return fields.isEmpty() && gone.isEmpty() && !only.get() && as.get() == As.SAME;
    }

    private Message answer(Message message) {
        if (as.get() == As.SAME && message.data() instanceof GenericRecord record && keepsShape(record.getSchema())) {
            return message.answer(message.type(), changed(record, message));
        }
        java.util.Map<String, @Nullable Object> result = new LinkedHashMap<>();
        if (!only.get()) {
            result.putAll(Fields.plain(message));
        }
        for (Assignment<Expression> field : fields) {
            result.put(field.name(), field.value().value(message));
        }
        result.keySet().removeAll(gone);
        boolean row =
                as.get() == As.ROW || (as.get() == As.SAME && message.type().equals(CoreTypes.ROW));
        return row
                ? message.answer(CoreTypes.ROW, texts(result))
                : message.answer(Documents.TYPE, Documents.of(result));
    }

    private boolean keepsShape(Schema schema) {
        return !only.get()
                && gone.stream().noneMatch(name -> schema.getField(name) != null)
                && fields.stream().allMatch(field -> schema.getField(field.name()) != null);
    }

    private GenericRecord changed(GenericRecord record, Message message) {
        GenericRecord copy = new GenericData.Record(record.getSchema());
        for (Schema.Field field : record.getSchema().getFields()) {
            copy.put(field.pos(), record.get(field.pos()));
        }
        for (Assignment<Expression> field : fields) {
            Schema schema = record.getSchema().getField(field.name()).schema();
            copy.put(field.name(), AvroValue.of(field.value().value(message), schema, field.name()));
        }
        return copy;
    }

    private static java.util.Map<String, String> texts(java.util.Map<String, @Nullable Object> plain) {
        java.util.Map<String, String> row = new LinkedHashMap<>();
        plain.forEach((name, value) -> row.put(name, Fields.text(Documents.value(value))));
        return row;
    }
}
