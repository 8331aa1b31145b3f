package org.rflow.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The frames in {@code schemas/examples}, which programs in other languages can test themselves against. */
final class ExampleFramesTest {
    private static final ProcessingEvent EVENT = ProcessingEvent.of(Map.of(
            "component_instance_uuid", "8c5f6b0e-5d0c-4c7e-9a52-0d3c1f2b7a10",
            "started_at", "2026-11-22T10:15:30.123456Z",
            "context", "ctx".getBytes(UTF_8)));
    private static final List<Message> BATCH = List.of(
            Message.of(20),
            Message.of(21),
            Message.of("wren").withProperty("phase", "Climb"),
            Message.of("").withProperty("phase", "Climb"));
    private static final long SOURCE = Lineage.number("read-1/read");
    private static final Message ENVELOPE = Message.of(20).withEvent(EVENT).withProperty("phase", "Climb");

    private final DataTypes types = new DataTypes();

    @Test
    void batchIsWrittenAsInTheExample() throws IOException {
        BatchWriter writer = new BatchWriter(1000);
        writer.begin(1, 41);

        BATCH.forEach(writer::append);

        assertThat(writer.finish()).isEqualTo(example("batch.hex"));
    }

    @Test
    void batchOfTheExampleIsRead() throws IOException {
        BatchReader reader = new BatchReader();
        List<String> messages = new ArrayList<>();

        reader.wrap(example("batch.hex"), 0, types::find);
        while (reader.next()) {
            messages.add(reader.message().toString());
        }

        assertThat(reader.firstNumber()).isEqualTo(41);
        assertThat(messages)
                .containsExactlyElementsOf(BATCH.stream().map(Message::toString).toList());
    }

    @Test
    void identitiesAreFoundAndWrittenAsInTheExample() throws IOException {
        BatchWriter writer = new BatchWriter(1000);
        writer.begin(1, 41);
        Lineage lineage = new Lineage();

        for (int position = 9; position <= 10; position++) {
            long sent = sentByTheSource(position);
            lineage.received(SOURCE, position, sent);
            lineage.sending(0);
            long cameOfIt = lineage.path(Lineage.number("to_json#out => count#in"));
            writer.append(Message.of(Integer.toString(position)), lineage.origin(), lineage.position(), cameOfIt);
            lineage.sent();
        }
        writer.lows(new long[] {SOURCE, 5});

        assertThat(writer.finish()).isEqualTo(example("identities.hex"));
    }

    private static long sentByTheSource(int position) {
        Lineage lineage = new Lineage();
        lineage.asked(new Lineage.Origin(SOURCE, position - 1));
        lineage.sending(0);
        assertThat(lineage.position()).isEqualTo(position);
        return lineage.path(Lineage.number("read#out => to_json#in"));
    }

    @Test
    void envelopeIsWrittenAsInTheExample() throws IOException {
        assertThat(new EnvelopeCodec().encode(ENVELOPE)).isEqualTo(example("envelope.hex"));
    }

    @Test
    void envelopeOfTheExampleIsRead() throws IOException {
        EnvelopeCodec codec = new EnvelopeCodec();

        Message message = codec.decode(codec.typeName(ENVELOPE), example("envelope.hex"), types);

        assertThat(message).hasToString(ENVELOPE.toString());
        assertThat(message.headers()).isEqualTo(ENVELOPE.headers());
    }

    private static byte[] example(String name) throws IOException {
        try (InputStream in = ExampleFramesTest.class.getResourceAsStream("/schemas/examples/" + name)) {
            String text = new String(requireNonNull(in).readAllBytes(), UTF_8);
            return HexFormat.of().parseHex(text.replaceAll("#.*|\\s", ""));
        }
    }
}
