package org.rflow.manager;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.bus.BusAddress;
import org.rflow.zmq.Secret;

/** The files through which others find the bus: the secret first, then the address; gone when the run is over. */
final class BusFiles implements AutoCloseable {
    private static final Logger log = LogManager.getLogger(BusFiles.class);

    private final BusAddress address;

    private BusFiles(BusAddress address) {
        this.address = address;
    }

    static BusFiles of(RunDirectory directory, Secret secret) {
        secret.write(directory.bus().secretFile());
        return new BusFiles(directory.bus());
    }

    void announce(String bound) {
        address.write(bound);
    }

    @Override
    public void close() {
        address.remove();
        try {
            Files.deleteIfExists(address.secretFile());
        } catch (IOException e) {
            log.warn("cannot remove {}: {}", address.secretFile(), e.getMessage());
        }
    }
}
