package org.rflow.zmq;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * What every peer must know to connect: the password of user {@code rflow} in ZeroMQ's PLAIN mechanism
 * (RFC 24/ZMTP-PLAIN). Kept in a file that only its owner may read.
 */
public final class Secret {
    static final String USER = "rflow";
    // JeroMQ reads the length of a password as a signed byte
    private static final Pattern TEXT = Pattern.compile("[!-~]{16,127}");

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** A new secret of 256 random bits. */
    public static Secret random() {
        byte[] bits = new byte[32];
        new SecureRandom().nextBytes(bits);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    /** Reads a file written by {@link #write}; {@link ZmqException} when there is none or it holds no secret. */
    public static Secret read(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (!TEXT.matcher(text).matches()) {
                throw new ZmqException(file + " holds no secret: 16 to 127 printable ASCII characters are expected");
            }
            return new Secret(text);
        } catch (IOException e) {
            throw new ZmqException("cannot read the secret in " + file + ": " + e.getMessage(), e);
        }
    }

    /** Writes the secret, readable by its owner alone, in place of whatever the file held. */
    public void write(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Path fresh = Files.createTempFile(folder, "secret", ".new", owner);
            try {
                Files.writeString(fresh, text + "\n", StandardCharsets.US_ASCII);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new ZmqException("cannot write the secret to " + file + ": " + e.getMessage(), e);
        }
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether a peer's password is this secret; takes the same time for any that is wrong. */
    boolean matches(byte[] password) {
        return MessageDigest.isEqual(bytes(), password);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && matches(secret.bytes());
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "secret";
    }
}
