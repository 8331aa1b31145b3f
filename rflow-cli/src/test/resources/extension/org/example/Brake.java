package org.example;

import java.util.concurrent.locks.LockSupport;
import org.rflow.component.Component;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;

/** Sends on what comes in, and rests a millisecond now and then: about so many thousands a second at most. */
public final class Brake extends Component {
    private final InputPort in = inputPort("in");
    private final OutputPort out = outputPort("out");
    private final Option<Long> burst = option("burst").integer().defaultsTo("40").help("messages between two rests");

    private long count;

    @Override
    protected void process(InputPort port, Message message) {
        out.send(message);
        if (++count % burst.get() == 0) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
