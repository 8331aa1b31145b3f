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

/**
 * Where a flow's manager can be reached: two files of the run directory, readable by their owner alone. The address file
 * holds one line, such as {@code tcp://127.0.0.1:40123}; the secret file is {@link org.rflow.zmq.Secret}'s.
 */
public record BusAddress(Path directory, String application) {
    public BusAddress {
        requireNonNull(directory, "directory");
        requireNonNull(application, "application");
    }

    public Path file() {
        return directory.resolve(application + ".bus");
    }

    public Path secretFile() {
        return directory.resolve(application + ".secret");
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

    public void remove() {
        try {
            Files.deleteIfExists(file());
        } catch (IOException e) {
            throw new BusException("cannot remove " + file() + ": " + e.getMessage(), e);
        }
    }
}
