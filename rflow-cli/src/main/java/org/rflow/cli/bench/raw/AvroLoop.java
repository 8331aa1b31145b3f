package org.rflow.cli.bench.raw;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.rflow.cli.bench.ends.Records;
import org.rflow.cli.bench.ends.Tally;
import org.rflow.cli.bench.ends.TallyLoop;

/** Encodes and decodes records with Avro's own classes, all reused. */
final class AvroLoop extends TallyLoop {
    private final Schema schema = new Schema.Parser().parse(Records.SCHEMA);
    private final GenericDatumWriter<GenericRecord> writer = new GenericDatumWriter<>(schema);
    private final GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(schema);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    private final BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(new byte[0], null);

    @Override
    protected long turn(Tally tally, long next, long now) throws IOException {
        bytes.reset();
        writer.write(Records.of(schema, next, now), encoder);
        encoder.flush();
        byte[] encoded = bytes.toByteArray();
        GenericRecord record = reader.read(null, DecoderFactory.get().binaryDecoder(encoded, decoder));
        tally.arrived(Records.number(record), Records.time(record));
        return next + 1;
    }
}
