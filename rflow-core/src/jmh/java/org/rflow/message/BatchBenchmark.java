package org.rflow.message;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What a message of about 100 bytes costs in a batch: records and raw bytes, written, read, and only passed on. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
public class BatchBenchmark {
    private static final int MESSAGES = 1000;
    private static final int BATCH = 128 << 10;
    private static final DataType READING = DataType.of(
            "Reading",
            "{\"type\":\"record\",\"name\":\"Reading\",\"fields\":[{\"name\":\"number\",\"type\":\"long\"},"
                    + "{\"name\":\"time\",\"type\":\"long\"},{\"name\":\"text\",\"type\":\"string\"}]}");

    private final DataTypes types = new DataTypes();
    private final BatchWriter writer = new BatchWriter(BATCH);
    private final BatchReader reader = new BatchReader();
    private final List<GenericRecord> records = new ArrayList<>();
    private final List<byte[]> raw = new ArrayList<>();
    private byte[] recordFrame = {};
    private byte[] rawFrame = {};

    @Setup
    public void fill() {
        types.register(READING.name(), "avro", READING.schemaText());
        for (int i = 0; i < MESSAGES; i++) {
            GenericRecord record = READING.newRecord();
            record.put("number", (long) i);
            record.put("time", System.nanoTime());
            record.put("text", "the quick brown fox jumps over the lazy dog, and the dog does not mind, as ever");
            records.add(record);
            raw.add(new byte[100]);
        }
        recordFrame = writeRecords();
        rawFrame = writeRaw();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public byte[] writeRecords() {
        writer.begin(1, 0);
        for (GenericRecord record : records) {
            writer.append(Message.of(READING, record));
        }
        return writer.finish();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public byte[] writeRaw() {
        writer.begin(1, 0);
        for (byte[] bytes : raw) {
            writer.append(Message.of(bytes));
        }
        return writer.finish();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void readRecords(Blackhole hole) {
        reader.wrap(recordFrame, 0, types::find);
        while (reader.next()) {
            hole.consume(reader.message().data());
        }
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void readRaw(Blackhole hole) {
        reader.wrap(rawFrame, 0, types::find);
        while (reader.next()) {
            hole.consume(reader.message().raw());
        }
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public byte[] passRecordsOn() {
        reader.wrap(recordFrame, 0, types::find);
        writer.begin(1, 0);
        while (reader.next()) {
            writer.append(reader.message());
        }
        return writer.finish();
    }
}
