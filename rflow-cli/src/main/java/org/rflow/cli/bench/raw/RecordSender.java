package org.rflow.cli.bench.raw;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.rflow.cli.bench.ends.Records;
import org.zeromq.ZMQ;

/** Records in Avro, one a frame, with one encoder for all. */
final class RecordSender implements RawSender {
    private final JeroMq jeroMq;
    private final ZMQ.Socket socket;
    private final Schema schema = new Schema.Parser().parse(Records.SCHEMA);
    private final GenericDatumWriter<GenericRecord> writer = new GenericDatumWriter<>(schema);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);

    RecordSender(JeroMq jeroMq, ZMQ.Socket socket) {
        this.jeroMq = jeroMq;
        this.socket = socket;
    }

    @Override
    public void send(long number, long time) throws IOException {
        send(Records.of(schema, number, time));
    }

    void send(GenericRecord record) throws IOException {
        bytes.reset();
        writer.write(record, encoder);
        encoder.flush();
        socket.send(bytes.toByteArray(), 0);
    }

    @Override
    public void flush() {
        // nothing is kept back
    }

    @Override
    public void close() {
        jeroMq.close();
    }
}
