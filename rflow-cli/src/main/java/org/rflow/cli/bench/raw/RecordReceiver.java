package org.rflow.cli.bench.raw;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.rflow.cli.bench.ends.Records;
import org.rflow.cli.bench.ends.Tally;
import org.zeromq.ZMQ;

/** Records in Avro, one a frame, with one decoder for all. */
final class RecordReceiver implements RawReceiver {
    private final JeroMq jeroMq;
    private final ZMQ.Socket socket;
    private final GenericDatumReader<GenericRecord> reader =
            new GenericDatumReader<>(new Schema.Parser().parse(Records.SCHEMA));
    private final BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(new byte[0], null);

    RecordReceiver(JeroMq jeroMq, ZMQ.Socket socket) {
        this.jeroMq = jeroMq;
        this.socket = socket;
    }

    GenericRecord receive() throws IOException {
        return reader.read(null, DecoderFactory.get().binaryDecoder(socket.recv(0), decoder));
    }

    @Override
    public void receive(Tally tally) throws IOException {
        GenericRecord record = receive();
        tally.arrived(Records.number(record), Records.time(record));
    }

    @Override
    public void close() {
        jeroMq.close();
    }
}
