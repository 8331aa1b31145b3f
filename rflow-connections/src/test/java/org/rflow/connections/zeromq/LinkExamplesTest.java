package org.rflow.connections.zeromq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rflow.message.BatchWriter;
import org.rflow.message.DataTypes;
import org.rflow.message.Message;

/** {@code schemas/examples/link}: each kind of frame as we write it. {@code -Drflow.examples.write=true} writes the files anew. */
final class LinkExamplesTest {
    private static final Path DIRECTORY = Path.of("..", "schemas", "examples", "link");
    private static final UUID CONNECTION = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    private static final UUID SENDER = UUID.fromString("8c5f6b0e-5d0c-4c7e-9a52-0d3c1f2b7a10");
    private static final long INTEGER = 0xd054e14493f41db7L;
    private static final String INTEGER_NAME = "RFlow::Message::Data::Integer";

    /** In the order in which they might be said. */
    private static final List<LinkFrame> FRAMES = List.of(
            new LinkFrame.Hello(CONNECTION, SENDER, 1, 41, 0),
            new LinkFrame.Welcome(105, 2_097_152, 41),
            new LinkFrame.Schema(INTEGER_NAME, "\"long\""),
            new LinkFrame.SchemaRequest(INTEGER, INTEGER_NAME),
            new LinkFrame.Credit(43, 107, 2_097_236),
            new LinkFrame.Ack(43),
            new LinkFrame.End(43),
            new LinkFrame.EndConfirmed(43),
            new LinkFrame.HelloRequest(),
            new LinkFrame.SafetyRequest());

    @BeforeAll
    static void writeIfAsked() throws IOException {
        if (Boolean.getBoolean("rflow.examples.write")) {
            Files.createDirectories(DIRECTORY);
            for (Map.Entry<String, String> example : examples().toList()) {
                Files.writeString(file(example.getKey()), example.getValue());
            }
        }
    }

    static Stream<Map.Entry<String, String>> examples() {
        Map<String, String> examples = new TreeMap<>();
        FRAMES.forEach(frame -> examples.put(frame.getClass().getSimpleName(), text(frame.toString(), frame.encode())));
        BatchWriter writer = Batch.writer(1000);
        writer.begin(1, 41);
        writer.append(Message.of(20));
        writer.append(Message.of(21));
        examples.put("Batch", text("Batch[the integers 20 and 21, numbers 41 and 42]", writer.finish()));
        return examples.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleIsWhatIsWritten(Map.Entry<String, String> example) {
        assertThat(file(example.getKey())).content(UTF_8).isEqualTo(example.getValue());
    }

    @Test
    void examplesAreReadAsWhatTheySay() throws IOException {
        for (LinkFrame frame : FRAMES) {
            assertThat(LinkFrame.decode(bytes(frame.getClass().getSimpleName())))
                    .isEqualTo(frame);
        }
    }

    @Test
    void schemaOfTheExampleHasTheFingerprintOfItsRequest() throws IOException {
        DataTypes types = new DataTypes();
        LinkFrame.Schema schema = (LinkFrame.Schema) LinkFrame.decode(bytes("Schema"));

        types.learn(schema.name(), schema.text());

        assertThat(types.find(INTEGER, INTEGER_NAME)).isPresent();
    }

    private static byte[] bytes(String name) throws IOException {
        return HexFormat.of().parseHex(Files.readString(file(name)).replaceAll("#.*|\\s", ""));
    }

    private static Path file(String name) {
        return DIRECTORY.resolve(name + ".hex");
    }

    private static String text(String what, byte[] frame) {
        StringBuilder text =
                new StringBuilder("# " + what + "\n# docs/protocol-data.md draws it. Eight bytes a line.\n\n");
        for (int at = 0; at < frame.length; at += Long.BYTES) {
            int end = Math.min(frame.length, at + Long.BYTES);
            text.append(HexFormat.ofDelimiter(" ").formatHex(frame, at, end)).append('\n');
        }
        return text.toString();
    }
}
