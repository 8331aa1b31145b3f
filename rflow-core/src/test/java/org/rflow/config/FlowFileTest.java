package org.rflow.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.model.InvalidFlowException;

final class FlowFileTest {
    @TempDir
    private Path directory;

    @Test
    void knowsTheDirectoryOfTheFile() throws IOException {
        Path file =
                write("flow: x\nsettings: { data: '${rflow.flow_directory}/data' }\n".getBytes(StandardCharsets.UTF_8));

        FlowDocument document = FlowReader.read(file, Map.of());

        assertThat(document.flow().settings()).containsEntry("data", directory.toAbsolutePath() + "/data");
        assertThat(document.locations().file()).isEqualTo(file.toString());
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws IOException {
        Path file = write("\uFEFFflow: x\n".getBytes(StandardCharsets.UTF_8));

        assertThat(FlowReader.read(file, Map.of()).flow().name()).isEqualTo("x");
    }

    @Test
    void whatIsNotUtf8IsShown() throws IOException {
        Path file = write("flow: x\nsettings: { drink: caf\u00e9 }\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> FlowReader.read(file, Map.of()))
                .isInstanceOf(InvalidFlowException.class)
                .hasMessage(file + ":2:23: byte 0xe9 is not UTF-8; save the file as UTF-8");
    }

    @Test
    void aBinaryFileIsNoFlow() throws IOException {
        Path file = write(new byte[] {0x7f, 'E', 'L', 'F', 0, 1});

        assertThatThrownBy(() -> FlowReader.read(file, Map.of()))
                .hasMessage(file + ": this is a binary file; a flow file is YAML or JSON text in UTF-8");
    }

    @Test
    void anEmptyFileIsNoFlow() throws IOException {
        Path file = write(new byte[0]);

        assertThatThrownBy(() -> FlowReader.read(file, Map.of()))
                .hasMessage(file + ": the file is empty; a flow file begins with 'flow: NAME'");
    }

    @Test
    void aHugeFileIsNotEvenRead() throws IOException {
        Path file = write(new byte[FlowFileText.MOST_BYTES + 1]);

        assertThatThrownBy(() -> FlowReader.read(file, Map.of()))
                .hasMessage(file + ": the file is larger than 3 MB; a flow file holds the flow, not its data");
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = directory.resolve("nowhere.yaml");

        assertThatThrownBy(() -> FlowReader.read(file, Map.of()))
                .hasMessage(file + ": there is no such file; check its name and the directory you are in");
    }

    @Test
    void aDirectoryIsNoFlow() {
        assertThatThrownBy(() -> FlowReader.read(directory, Map.of()))
                .hasMessage(directory + ": this is a directory; give the flow file itself");
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("flow.yaml"), bytes);
    }
}
