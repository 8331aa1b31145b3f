package org.rflow.components;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/**
 * Makes of each text, one JSON object, a document: a map from names to null, true or false, whole numbers, other numbers, texts, lists and maps. Of raw bytes, and of the
 * content of an HTTP request or response, it takes the text in UTF-8. Provenance and properties stay, so what comes of a request can answer it.
 * Other components see a document's fields as those of a row, and CEL expressions see everything inside.
 *
 * <pre>{@code
 * components:
 *   parse:
 *     type: json_parse
 *     options: { as: document }
 * }</pre>
 *
 * <p>Whole numbers have 64 bits, and one that does not fit goes to {@code errored}. Other numbers, those with a point or an exponent, become the nearest that
 * have 64 bits (as IEEE 754 says): of more than 15 digits the last may be lost.
 *
 * <p>{@code as: row} makes rows instead: values become texts, numbers with all digits as they are written, null an empty one, lists and objects their JSON. A text
 * that is no JSON, or a list or a lone value (see {@code split} for lists), has a name twice, has half of a surrogate pair, or is nested
 * more than 200 deep goes to {@code errored}. A byte order mark is left out.
 */
public final class JsonParse extends Component {
    /** What an object becomes. */
    enum As {
        DOCUMENT,
        ROW
    }

    final InputPort in = inputPort("in", "a JSON object each")
            .takes(CoreTypes.TEXT, CoreTypes.RAW, HttpTypes.REQUEST, HttpTypes.RESPONSE);
    final OutputPort out = outputPort("out", "documents");
    final OutputPort errored = outputPort("errored", "what is no JSON object");
    private final Option<As> as =
            option("as").choice(As.class).defaultsTo("document").help("what to make: a document, or a row of texts");

    @Override
    protected String help() {
        return "makes documents of JSON";
    }

    @Override
    protected void process(InputPort port, Message message) {
        String text = HttpTypes.content(message).orElseGet(message::text);
        Object value = as.get() == As.ROW ? Json.readDigits(text) : Json.read(text);
        if (!(value instanceof Map<?, ?> fields)) {
            throw new MessageException(
                    "the JSON is no object but " + (value instanceof List ? "a list" : "a lone value"));
        }
        out.send(
                as.get() == As.ROW
                        ? message.answer(CoreTypes.ROW, row(fields))
                        : message.answer(Documents.TYPE, document(fields)));
    }

    private static Map<String, @Nullable Object> document(Map<?, ?> fields) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        fields.forEach((name, value) -> document.put(String.valueOf(name), Documents.value(value)));
        return document;
    }

    private static Map<String, String> row(Map<?, ?> fields) {
        Map<String, String> row = new LinkedHashMap<>();
        fields.forEach((name, value) -> row.put(
                String.valueOf(name),
                value instanceof Json.Digits number ? number.text() : Fields.text(Documents.value(value))));
        return row;
    }
}
