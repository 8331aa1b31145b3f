package org.rflow.deadletters;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Dead letters and notes of replays as records of {@code schemas/DeadLetters.avsc}. */
final class LetterCodec {
    /** A union of both kinds of records. */
    static final Schema SCHEMA = load();

    /** In the head of a file: the largest number that was given when the file was begun. */
    static final String LAST_NUMBER = "rflow.last_number";

    private static final Schema LETTER = SCHEMA.getTypes().get(0);
    private static final Schema REPLAYED = SCHEMA.getTypes().get(1);

    private LetterCodec() {}

    private static Schema load() {
        String resource = "/schemas/DeadLetters.avsc";
        try (InputStream in = LetterCodec.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing");
            }
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    static GenericRecord write(DeadLetter letter) {
        GenericRecord record = new GenericData.Record(LETTER);
        record.put("number", letter.number());
        record.put("time", letter.time().toEpochMilli());
        record.put("worker", letter.worker());
        record.put("component", letter.component());
        record.put("port", letter.port());
        record.put("key", letter.key().orElse(null));
        record.put("connection", letter.connection());
        record.put("cause", letter.cause());
        record.put("stack", letter.stack());
        record.put("attempts", letter.attempts());
        record.put("identity", letter.identity());
        record.put("type", letter.type());
        record.put(
                "form",
                new GenericData.EnumSymbol(
                        LETTER.getField("form").schema(), letter.form().name()));
        record.put("bytes", letter.bytes());
        return record;
    }

    static GenericRecord replayed(Instant time, Collection<Long> numbers) {
        GenericRecord record = new GenericData.Record(REPLAYED);
        record.put("time", time.toEpochMilli());
        record.put("numbers", List.copyOf(numbers));
        return record;
    }

    static boolean isLetter(GenericRecord record) {
        return record.getSchema().getName().equals(LETTER.getName());
    }

    static long number(GenericRecord letter) {
        return (Long) letter.get("number");
    }

    static DeadLetter read(GenericRecord record) {
        return new DeadLetter(
                (Long) record.get("number"),
                Instant.ofEpochMilli((Long) record.get("time")),
                text(record, "worker"),
                text(record, "component"),
                text(record, "port"),
                Optional.ofNullable(record.get("key")).map(Object::toString),
                text(record, "connection"),
                text(record, "cause"),
                text(record, "stack"),
                (Integer) record.get("attempts"),
                text(record, "identity"),
                text(record, "type"),
                DeadLetter.Form.valueOf(text(record, "form")),
                (ByteBuffer) record.get("bytes"));
    }

    private static String text(GenericRecord record, String field) {
        return record.get(field).toString();
    }

    static List<Long> numbers(GenericRecord replayed) {
        List<Long> numbers = new ArrayList<>();
        for (Object number : (Collection<?>) replayed.get("numbers")) {
            numbers.add((Long) number);
        }
        return numbers;
    }
}
