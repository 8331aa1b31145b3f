package org.rflow.components;

import java.util.ArrayList;
import java.util.List;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;

/**
 * Sends each message to the key of {@code out} whose condition is true for it, the first in order or, with {@code matches: all}, every one;
 * to {@code otherwise} when none is. Conditions are CEL expressions (see {@code filter}).
 *
 * <pre>{@code
 * components:
 *   by_cost:
 *     type: route
 *     options: { when: [ 'dear = int(data.cost) > 1000', 'free = data.cost == "0"' ] }
 *   dear: { type: log }
 *   rest: { type: drop }
 * connections:
 *   - by_cost#out[dear] => dear#in
 *   - by_cost#out[free] => rest#in
 *   - by_cost#otherwise => rest#in
 * }</pre>
 *
 * <p>A message that a condition has no answer for (a missing field, text that is no number) goes to {@code errored}, and nowhere else; with the
 * first match, conditions behind it are not asked. A connection of {@code out} without a key gets all that matches.
 */
public final class Route extends Component {
    /** Which of the conditions that are true count. */
    enum Matches {
        FIRST,
        ALL
    }

    final InputPort in = inputPort("in", "messages");
    final OutputPort out = outputPort("out", "under each key, the messages that its condition is true for")
            .passes(in);
    final OutputPort otherwise =
            outputPort("otherwise", "those that no condition is true for").passes(in);
    final OutputPort errored = outputPort("errored", "those that a condition has no answer for");
    private final Option<List<String>> when =
            option("when").list().required().help("'key = CEL expression over data, type and properties', each");
    private final Option<Matches> matches = option("matches")
            .choice(Matches.class)
            .defaultsTo("first")
            .help("send to the first key whose condition is true, or to all of them");

    private List<Assignment<Expression>> routes = List.of();

    @Override
    protected String help() {
        return "sends messages to keys by conditions";
    }

    @Override
    protected void configure(ComponentContext context) {
        routes = Assignment.of(when, Expression::compile);
    }

    @Override
    protected void process(InputPort port, Message message) {
        List<String> keys = new ArrayList<>(1);
        for (Assignment<Expression> route : routes) {
            if (route.value().isTrue(message)) {
                keys.add(route.name());
                if (matches.get() == Matches.FIRST) {
                    break;
                }
            }
        }
        for (String key : keys) {
            out.send(key, message);
        }
        if (keys.isEmpty()) {
            otherwise.send(message);
        }
    }
}
