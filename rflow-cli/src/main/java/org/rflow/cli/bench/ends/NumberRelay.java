package org.rflow.cli.bench.ends;

import java.nio.ByteBuffer;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;

/** Passes numbered raw messages on; it can be told to read the number of each, as a component with an interest would. */
public final class NumberRelay extends Component {
    final InputPort in = inputPort("in", "messages");
    final OutputPort out = outputPort("out", "the same messages");
    private final Option<Boolean> look =
            option("look").bool().defaultsTo("false").help("whether to read each message");

    private boolean looking;
    private long last = -1;

    @Override
    protected String help() {
        return "passes numbered messages on";
    }

    @Override
    protected void configure(ComponentContext context) {
        looking = look.get();
    }

    @Override
    protected void process(InputPort port, Message message) {
        if (looking) {
            ByteBuffer raw = message.raw();
            long number = raw.getLong(raw.position());
            if (number <= last && !Payload.isEnd(number)) {
                throw new IllegalStateException("message " + number + " came after " + last);
            }
            last = number;
        }
        out.send(message);
    }
}
