package org.example;

import org.rflow.component.Component;
import org.rflow.component.InputPort;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;

/** Sends on what comes in. */
public final class Pass extends Component {
    private final InputPort in = inputPort("in");
    private final OutputPort out = outputPort("out");

    @Override
    protected void process(InputPort port, Message message) {
        out.send(message);
    }
}
