package org.rflow.cli.bench.raw;

import java.io.IOException;
import org.apache.avro.generic.GenericRecord;
import org.rflow.cli.bench.ends.Records;
import org.zeromq.SocketType;

/** Passes changed records on, until the sender's last message has passed. */
final class RecordRelay {
    private final RawArguments arguments;

    RecordRelay(RawArguments arguments) {
        this.arguments = arguments;
    }

    void run() throws IOException {
        try (JeroMq jeroMq = new JeroMq(arguments.meeting())) {
            RecordReceiver in =
                    new RecordReceiver(jeroMq, jeroMq.bound(SocketType.PULL, arguments.text(RawArguments.NAME)));
            RecordSender out =
                    new RecordSender(jeroMq, jeroMq.connected(SocketType.PUSH, arguments.text(RawArguments.TO)));
            GenericRecord record;
            do {
                record = in.receive();
                out.send(Records.transformed(record));
            } while (Records.number(record) >= 0);
            arguments.meeting().await(RawSink.ENDED);
        }
    }
}
