package org.example;

import org.rflow.component.Component;
import org.rflow.component.InputPort;
import org.rflow.component.OutputPort;
import org.rflow.message.CoreTypes;
import org.rflow.message.DataType;
import org.rflow.message.Message;

/** Tells what a reading says, in the words of the first version of its type, and how many fields were written. */
public final class Station extends Component {
    private static final DataType FIRST = DataType.of(
            "org.example.Reading",
            "{'type': 'record', 'name': 'Reading', 'fields': [{'name': 'place', 'type': 'string'}, {'name': 'celsius', 'type': 'double'}]}"
                    .replace('\'', '"'));

    private final InputPort in = inputPort("in").takes(FIRST);
    private final OutputPort out = outputPort("out").gives(CoreTypes.TEXT);

    public interface Reading {
        String place();

        double celsius();
    }

    @Override
    protected void process(InputPort port, Message message) {
        Reading reading = message.as(Reading.class);
        int fields = message.type().schema().getFields().size();
        out.send(message.answer(CoreTypes.TEXT, reading.place() + " " + reading.celsius() + " of " + fields));
    }
}
