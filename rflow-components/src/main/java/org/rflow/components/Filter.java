package org.rflow.components;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;

/**
 * Sends each message to {@code filtered} when an expression is true for it, else to {@code dropped}; one for which it has
 * no answer (a missing field, text that is no number) to {@code errored}.
 *
 * <pre>{@code
 * components:
 *   expensive:
 *     type: filter
 *     options: { expression: 'data["damage"] != "None" && int(data["cost"]) > 1000' }
 * }</pre>
 *
 * <p>Expressions are CEL (Common Expression Language, cel.dev): no loops without end, no way out of the message. They
 * see {@code data} (numbers, text, bytes; rows and records as maps), {@code type} (the data type's name) and
 * {@code properties} (a map of texts), with CEL's standard functions and its string and math extensions.
 */
public final class Filter extends Component {
    final InputPort in = inputPort("in", "the messages to judge");
    final OutputPort filtered =
            outputPort("filtered", "those for which the expression is true").passes(in);
    final OutputPort dropped =
            outputPort("dropped", "those for which it is false").passes(in);
    final OutputPort errored = outputPort("errored", "those for which it has no answer");
    private final Option<String> expression =
            option("expression").text().required().help("CEL over data, type and properties; true or false");

    private @Nullable Expression compiled;

    @Override
    protected String help() {
        return "sends on the messages for which an expression is true";
    }

    @Override
    protected void configure(ComponentContext context) {
        try {
            compiled = Expression.compile(expression.get());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("option 'expression': " + e.getMessage(), e);
        }
    }

    @Override
    protected void process(InputPort port, Message message) {
        (requireNonNull(compiled, "compiled").isTrue(message) ? filtered : dropped).send(message);
    }
}
