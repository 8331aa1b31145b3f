package org.example;

import org.rflow.component.Component;
import org.rflow.component.InputPort;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;

/** Sends on what comes in, but not what comes back: the beginning of a cycle that comes to rest. */
public final class Echo extends Component {
    private final InputPort in = inputPort("in");
    private final InputPort back = inputPort("back");
    private final OutputPort out = outputPort("out");

    @Override
    protected void process(InputPort port, Message message) {
        if (port == in) {
            out.send(message);
        }
    }
}
