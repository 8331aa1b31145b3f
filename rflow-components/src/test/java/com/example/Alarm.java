package com.example;

import org.rflow.component.Component;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;

/** Marks readings that are too warm. */
public final class Alarm extends Component {
    final InputPort in = inputPort("in", "readings");
    final OutputPort out = outputPort("out", "the readings, marked");
    private final Option<Long> limit = option("limit").integer().required().help("degrees that are still fine");

    @Override
    protected void process(InputPort port, Message message) {
        Reading reading = message.data(Reading.class);
        boolean alarm = reading.getCelsius() > limit.get();
        out.send(message.answer(new Reading(reading.getSensor(), reading.getCelsius(), alarm)));
    }
}
