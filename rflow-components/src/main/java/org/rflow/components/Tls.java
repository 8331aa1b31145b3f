package org.rflow.components;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collections;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.rflow.component.ConfigurationException;

/** Who a server is, and whom a client trusts, from files that options name. Wrong ones are {@link ConfigurationException}s. */
final class Tls {
    private static final String TYPE = "PKCS12";
    private static final Pattern PEM = Pattern.compile("(?i).*\\.(pem|crt|cer)");

    private Tls() {}

    /** Of a server with the private key, and its certificates, in a PKCS12 file. */
    static SSLContext server(String option, Path file, String password) {
        try {
            KeyStore keys = keyStore(file, password);
            if (Collections.list(keys.aliases()).stream().noneMatch(alias -> isKey(keys, alias))) {
                throw new GeneralSecurityException("it has no private key");
            }
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, password.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigurationException(
                    "option '" + option + "': '" + file + "' is no PKCS12 file with a key that the password opens: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Of a client that trusts the certificates in a PKCS12 or PEM file, and those they have signed, and nobody else. */
    static SSLContext client(String option, Path file, String password) {
        try {
            KeyStore trusted = PEM.matcher(file.toString()).matches() ? pem(file) : keyStore(file, password);
            if (trusted.size() == 0) {
                throw new GeneralSecurityException("it has no certificate");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigurationException(
                    "option '" + option + "': '" + file
                            + "' is no PKCS12 file that the password opens, and no .pem file with certificates: "
                            + e.getMessage(),
                    e);
        }
    }

    private static boolean isKey(KeyStore keys, String alias) {
        try {
            return keys.isKeyEntry(alias);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyStore keyStore(Path file, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(TYPE);
        try (InputStream bytes = Files.newInputStream(file)) {
            store.load(bytes, password.toCharArray());
        }
        return store;
    }

    private static KeyStore pem(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(TYPE);
        store.load(null, null);
        try (InputStream bytes = Files.newInputStream(file)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(bytes)) {
                store.setCertificateEntry(Integer.toString(store.size()), certificate);
            }
        }
        return store;
    }
}
