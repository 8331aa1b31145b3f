package org.rflow.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.zmq.Secret;

final class BusAddressTest {
    @TempDir
    private Path directory;

    @Test
    void readsTheLastAddressWritten() {
        BusAddress address = new BusAddress(directory, "birdstrikes");

        address.write("tcp://127.0.0.1:1");
        address.write("tcp://127.0.0.1:40123");

        assertThat(address.read()).contains("tcp://127.0.0.1:40123");
        assertThat(new BusAddress(directory, "integers").read()).isEmpty();
    }

    @Test
    void letsNobodyButTheOwnerReadTheFileAndLeavesNoOther() throws IOException {
        BusAddress address = new BusAddress(directory, "birdstrikes");

        address.write("tcp://127.0.0.1:40123");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(address.file())))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(address.file());
        }
    }

    @Test
    void readsNothingAfterRemoval() {
        BusAddress address = new BusAddress(directory, "birdstrikes");
        address.write("tcp://127.0.0.1:40123");

        address.remove();
        address.remove();

        assertThat(address.read()).isEmpty();
    }

    @Test
    void saysWhichFileCannotBeWritten() {
        BusAddress address = new BusAddress(directory.resolve("missing"), "birdstrikes");

        assertThatThrownBy(() -> address.write("tcp://127.0.0.1:1"))
                .isInstanceOf(BusException.class)
                .hasMessageStartingWith("cannot write the bus address to " + address.file());
    }

    @Test
    void leadsNobodyToAManagerWithoutItsSecret() {
        BusAddress address = new BusAddress(directory, "birdstrikes");
        address.write("tcp://127.0.0.1:1");

        assertThatThrownBy(() -> ManagerClient.open(address, Duration.ZERO))
                .isInstanceOf(BusException.class)
                .hasMessageStartingWith("cannot read the secret in " + address.secretFile());
    }

    @Test
    void isFoundFromTheSecretFileAlone() {
        BusAddress address = new BusAddress(directory, "birdstrikes");
        Secret secret = Secret.random();

        assertThat(BusAddress.ofSecretFile(address.secretFile())).isEqualTo(address);
        assertThat(address.rendezvous()).isEmpty();
        address.write("tcp://127.0.0.1:1");
        assertThat(address.rendezvous()).isEmpty();
        secret.write(address.secretFile());
        assertThat(address.rendezvous()).contains(new Rendezvous("tcp://127.0.0.1:1", secret));
    }
}
