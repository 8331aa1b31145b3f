package org.rflow.zmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretTest {
    @TempDir
    private Path folder;

    @Test
    void isReadBackAsItWasWritten() {
        Secret secret = Secret.random();

        secret.write(folder.resolve("secret"));

        assertThat(Secret.read(folder.resolve("secret")).matches(secret.bytes()))
                .isTrue();
        assertThat(Secret.random().matches(secret.bytes())).isFalse();
    }

    @Test
    void onlyItsOwnerMayReadTheFileEvenWhenItReplacesAnOpenOne() throws IOException {
        Path file = folder.resolve("secret");
        Files.writeString(file, "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        Secret.random().write(file);

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void fileWithoutASecretIsNamed() throws IOException {
        Path file = folder.resolve("secret");
        Files.writeString(file, "short");

        assertThatThrownBy(() -> Secret.read(file)).hasMessageStartingWith(file + " holds no secret");
        assertThatThrownBy(() -> Secret.read(folder.resolve("nothing"))).isInstanceOf(ZmqException.class);
    }

    @Test
    void isNotPrinted() {
        assertThat(Secret.random()).hasToString("secret");
    }
}
