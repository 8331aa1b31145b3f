package org.rflow.bus;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.zmq.Secret;
import org.rflow.zmq.ZmqException;

/**
 * Where a flow's manager can be reached: two files of the run directory, readable by their owner alone. The address file
 * holds one line, such as {@code tcp://127.0.0.1:40123}; the secret file is {@link Secret}'s.
 */
public record BusAddress(Path directory, String application) {
    private static final Logger LOG = LogManager.getLogger(BusAddress.class);
    private static final String SECRET = ".secret";

    public BusAddress {
        requireNonNull(directory, "directory");
        requireNonNull(application, "application");
    }

    public Path file() {
        return directory.resolve(application + ".bus");
    }

    public Path secretFile() {
        return directory.resolve(application + SECRET);
    }

    /** Replaces the address in one step: a reader sees the old one or the new one. */
    public void write(String address) {
        try {
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Path fresh = Files.createTempFile(directory, "bus", ".new", owner);
            try {
                Files.writeString(fresh, address + "\n", StandardCharsets.US_ASCII);
                Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new BusException("cannot write the bus address to " + file() + ": " + e.getMessage(), e);
        }
    }

    /** Empty when no manager has written it, or the last one has removed it. */
    public Optional<String> read() {
        try {
            return Optional.of(
                    Files.readString(file(), StandardCharsets.US_ASCII).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new BusException("cannot read the bus address in " + file() + ": " + e.getMessage(), e);
        }
    }

    /** Both files at this moment; empty while there is no manager, or one is just coming up. */
    public Optional<Rendezvous> rendezvous() {
        try {
            return read().map(address -> new Rendezvous(address, Secret.read(secretFile())));
        } catch (BusException | ZmqException notThereYet) {
            LOG.debug("no manager to be found: {}", notThereYet.getMessage());
            return Optional.empty();
        }
    }

    /** The pair that the secret file belongs to. */
    public static BusAddress ofSecretFile(Path file) {
        String name =
                requireNonNull(file.toAbsolutePath().getFileName(), "file name").toString();
        String application = name.endsWith(SECRET) ? name.substring(0, name.length() - SECRET.length()) : name;
        return new BusAddress(requireNonNull(file.toAbsolutePath().getParent(), "directory"), application);
    }

    public void remove() {
        try {
            Files.deleteIfExists(file());
        } catch (IOException e) {
            throw new BusException("cannot remove " + file() + ": " + e.getMessage(), e);
        }
    }
}
