package org.rflow.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code schemas/examples/bus}: each type of frame as we write it. {@code -Drflow.examples.write=true} writes the files anew. */
final class BusExamplesTest {
    private static final Path DIRECTORY = Path.of("..", "schemas", "examples", "bus");
    private static final String NEXT_FRAME = "---";
    private static final int BYTES_A_LINE = 32;

    @BeforeAll
    static void writeIfAsked() throws IOException {
        if (Boolean.getBoolean("rflow.examples.write")) {
            Files.createDirectories(DIRECTORY);
            for (FrameTable.Row row : FrameTable.rows()) {
                Files.writeString(file(row.type()), text(row));
            }
        }
    }

    static Stream<FrameTable.Row> rows() {
        return FrameTable.rows().stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void exampleIsWhatIsWritten(FrameTable.Row row) throws IOException {
        assertThat(file(row.type())).content(UTF_8).isEqualTo(text(row));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void exampleIsReadAsWhatItSays(FrameTable.Row row) throws IOException {
        List<byte[]> frames = Stream.of(Files.readString(file(row.type())).split("(?m)^" + NEXT_FRAME + "$"))
                .map(hex -> HexFormat.of().parseHex(hex.replaceAll("#.*|\\s", "")))
                .toList();

        assertThat(frames).hasSize(3);
        assertThat(frames.get(1)).asString(UTF_8).isEqualTo(row.type());
        assertThat(row.read(frames.get(2), new MalformedFrames("the test"))).isEqualTo(row.values());
    }

    @Test
    void thereIsAnExampleOfEachTypeAndNoOther() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            rows().map(row -> row.type() + ".hex").toList());
        }
    }

    private static Path file(String type) {
        return DIRECTORY.resolve(type + ".hex");
    }

    private static String text(FrameTable.Row row) throws IOException {
        Object body = new GenericDatumReader<>(row.schema())
                .read(null, DecoderFactory.get().binaryDecoder(row.body(), null));
        return String.join(
                "\n",
                "# " + row.type() + " " + row.direction() + ": three frames of one message, with --- between them.",
                "# The last is, in Avro by schemas/management/" + row.type() + ".avsc:",
                "# " + body,
                "",
                hex(row.marker()),
                NEXT_FRAME,
                hex(row.type().getBytes(UTF_8)),
                NEXT_FRAME,
                hex(row.body()),
                "");
    }

    private static String hex(byte[] bytes) {
        HexFormat format = HexFormat.ofDelimiter(" ");
        return IntStream.iterate(0, at -> at < bytes.length, at -> at + BYTES_A_LINE)
                .mapToObj(at -> format.formatHex(bytes, at, Math.min(bytes.length, at + BYTES_A_LINE)))
                .collect(Collectors.joining("\n"));
    }
}
