package org.rflow.components;

import org.rflow.component.Component;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;

/**
 * Makes of each message a text with its data as JSON, on one line: rows, documents and records become objects, lists become arrays, bytes text in
 * Base64. Provenance and properties stay.
 *
 * <pre>{@code
 * components:
 *   lines:
 *     type: json_format
 *     options: { indent: false }
 * }</pre>
 *
 * <p>It is plain JSON, not Avro's own encoding of it: a union's value stands there without the name of its branch. Numbers that JSON has not
 * (infinity) go to {@code errored}. All values of a row are texts; see {@code map} with {@code as: document} for numbers.
 */
public final class JsonFormat extends Component {
    final InputPort in = inputPort("in", "messages of any type");
    final OutputPort out = outputPort("out", "a text for each, JSON").gives(CoreTypes.TEXT);
    final OutputPort errored = outputPort("errored", "what JSON cannot say");
    private final Option<Boolean> indent =
            option("indent").bool().defaultsTo("false").help("write on several lines, for people");

    @Override
    protected String help() {
        return "makes messages JSON";
    }

    @Override
    protected void process(InputPort port, Message message) {
        out.send(message.answer(CoreTypes.TEXT, Json.write(message.data(), indent.get())));
    }
}
