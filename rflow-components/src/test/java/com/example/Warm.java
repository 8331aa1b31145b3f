package com.example;

import org.rflow.component.Component;
import org.rflow.component.InputPort;
import org.rflow.component.OutputPort;
import org.rflow.message.CoreTypes;
import org.rflow.message.DataType;
import org.rflow.message.Message;

/** Sends on the readings that are warm, and says where that was. */
public final class Warm extends Component {
    final InputPort in = inputPort("in", "readings").takes(DataType.of(Reading.class));
    final OutputPort out = outputPort("out", "those that are warm").passes(in);
    final OutputPort places = outputPort("places", "their sensors").gives(CoreTypes.TEXT);

    @Override
    protected void process(InputPort port, Message message) {
        if (message.as(Celsius.class).fahrenheit() > 86) {
            out.send(message);
            places.send(
                    message.answer(CoreTypes.TEXT, message.data(Reading.class).getSensor()));
        }
    }
}
