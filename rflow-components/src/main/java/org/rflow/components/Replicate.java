package org.rflow.components;

import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.InputPort;
import org.rflow.component.Outlet;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/**
 * Sends each message once to every connection of {@code out}, of whatever key. A connection that cannot take it does not
 * keep it from the others; the message then goes to {@code errored} as well.
 *
 * <pre>{@code
 * components:
 *   both:
 *     type: replicate
 * }</pre>
 */
public final class Replicate extends Component {
    final InputPort in = inputPort("in", "what to send to everyone");
    private final OutputPort out =
            outputPort("out", "every message, on every connection of every key").passes(in);
    final OutputPort errored = outputPort("errored", "a message that a connection of out could not take");

    @Override
    protected String help() {
        return "sends each message to every connection";
    }

    @Override
    protected void process(InputPort port, Message message) {
        MessageException failure = null;
        for (Outlet outlet : out.outlets()) {
            failure = send(outlet, message, failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable MessageException send(Outlet outlet, Message message, @Nullable MessageException before) {
        try {
            outlet.send(message);
            return before;
        } catch (MessageException e) {
            if (before == null) {
                return e;
            }
            before.addSuppressed(e);
            return before;
        }
    }
}
