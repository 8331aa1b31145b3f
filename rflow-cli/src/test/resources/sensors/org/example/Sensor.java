package org.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.rflow.component.Component;
import org.rflow.component.OutputPort;
import org.rflow.message.DataType;
import org.rflow.message.Message;

/** Sends a reading now and then, in the version of its type that the jar holds as {@code reading.avsc}. */
public final class Sensor extends Component {
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private final DataType type = DataType.of("org.example.Reading", schema());
    private final OutputPort out = outputPort("out").gives(type);

    private boolean stopped;

    private static String schema() {
        try (InputStream in = Sensor.class.getResourceAsStream("/reading.avsc")) {
            return new String(Objects.requireNonNull(in, "reading.avsc").readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected boolean isSource() {
        return true;
    }

    @Override
    protected void run() {
        context().every(INTERVAL, () -> out.send(Message.of(type, reading())));
    }

    /** Fields that are new have their defaults. */
    private GenericData.Record reading() {
        GenericRecordBuilder reading = new GenericRecordBuilder(type.schema()).set("celsius", 21.5);
        if (type.schema().getField("place") != null) {
            reading.set("place", "attic");
        }
        return reading.build();
    }

    @Override
    protected Poll poll() {
        return stopped ? Poll.DONE : Poll.IDLE;
    }

    @Override
    protected void stopSources() {
        stopped = true;
    }
}
