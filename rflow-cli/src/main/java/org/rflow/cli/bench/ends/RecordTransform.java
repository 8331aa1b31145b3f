package org.rflow.cli.bench.ends;

import org.apache.avro.generic.GenericRecord;
import org.rflow.component.Component;
import org.rflow.component.InputPort;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;

/** Answers each record with a changed one. */
public final class RecordTransform extends Component {
    final InputPort in = inputPort("in", "records");
    final OutputPort out = outputPort("out", "records with another text");

    @Override
    protected String help() {
        return "changes the text of each record";
    }

    @Override
    protected void process(InputPort port, Message message) {
        out.send(message.answer(Records.TYPE, Records.transformed((GenericRecord) message.data())));
    }
}
