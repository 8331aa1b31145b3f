package org.rflow.components;

import org.rflow.component.Component;
import org.rflow.component.InputPort;
import org.rflow.message.Message;

/**
 * Takes messages and does nothing with them, without decoding them. At the end the log tells how many there were.
 *
 * <pre>{@code
 * components:
 *   nowhere:
 *     type: drop
 * }</pre>
 */
public final class Drop extends Component {
    final InputPort in = inputPort("in", "what nobody needs");

    private long dropped;

    @Override
    protected String help() {
        return "takes messages and forgets them";
    }

    @Override
    protected void process(InputPort port, Message message) {
        dropped++;
    }

    @Override
    protected void shutdown() {
        context().log().info("{} dropped {} messages", context().name(), dropped);
    }
}
