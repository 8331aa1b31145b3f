package org.example;

import org.rflow.component.Component;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;

/** Asks as an HTTP server does: requests go out, responses come back to the same component. */
public final class Loop extends Component {
    private final OutputPort request = outputPort("request");
    private final OutputPort total = outputPort("total");
    private final InputPort response = inputPort("response").writes();
    private final Option<Long> count = option("count").integer().required().help("how many requests");

    private long asked;
    private long answered;

    @Override
    protected boolean isSource() {
        return true;
    }

    /** It gives none, and is not killed. */
    @Override
    protected boolean hasPositions() {
        return true;
    }

    @Override
    protected Poll poll() {
        for (int i = 0; i < 100 && asked < count.get(); i++) {
            request.send(Message.of(++asked));
        }
        return asked < count.get() ? Poll.MORE : Poll.DONE;
    }

    @Override
    protected void process(InputPort port, Message message) {
        answered++;
    }

    @Override
    protected void shutdown() {
        total.send(Message.of(answered));
    }
}
