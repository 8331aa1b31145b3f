package org.rflow.components;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.component.Arrival;
import org.rflow.component.ComponentRunner;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.TestingContext;

/** {@code http_server} and {@code http_client} with certificates that the JDK's {@code keytool} makes. */
final class HttpTlsIT {
    private static final String PASSWORD = "of-the-test";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private static Path keys;

    @TempDir
    private Path directory;

    private HttpsServer other;

    @BeforeAll
    static void makeKeys() throws Exception {
        keytool("-genkeypair", "-alias", "web", "-keyalg", "EC", "-dname", "CN=web", "-ext", "san=ip:127.0.0.1");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "web",
                "-file",
                keys.resolve("web.pem").toString());
        keytool("-genkeypair", "-alias", "stranger", "-keyalg", "EC", "-dname", "CN=stranger");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "stranger",
                "-file",
                keys.resolve("stranger.pem").toString());
        keytool("-delete", "-alias", "stranger");
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", keys.resolve("web.p12").toString(), "-storepass", PASSWORD));
        Path output = keys.resolve("keytool.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("%s in time", command)
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @BeforeEach
    void startServer() throws Exception {
        other = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.setHttpsConfigurator(new HttpsConfigurator(Tls.server("keystore", keys.resolve("web.p12"), PASSWORD)));
        other.createContext("/", exchange -> {
            byte[] answer = ("got " + new String(exchange.getRequestBody().readAllBytes(), UTF_8)).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        other.start();
    }

    @AfterEach
    void stopServer() {
        other.stop(0);
    }

    @Test
    void servesHttpsToClientsThatTrustItsCertificate() throws Exception {
        HttpServer server = new HttpServer();
        ComponentRunner runner = new ComponentRunner(server, "web", failed -> {
            throw new AssertionError(failed.cause());
        });
        TestingContext context = new TestingContext(directory);
        context.attach(runner);
        List<Message> requests = new ArrayList<>();
        String keystore = keys.resolve("web.p12").toString();
        runner.configure(Map.of("port", "0", "keystore", keystore, "keystore_password", PASSWORD), context);
        runner.outputPort("request_port").orElseThrow().collectMessages(null, requests);
        runner.run();
        try {
            String address = Files.readString(context.runDirectory().resolve("address"));
            SSLContext trusting = Tls.client("truststore", keys.resolve("web.pem"), "");

            CompletableFuture<HttpResponse<String>> answer = ask(address, trusting);
            turn(context, () -> requests.size() == 1);
            runner.deliver(
                    new Arrival(server.responsePort, null, "test"),
                    requests.get(0).answer(CoreTypes.TEXT, "fine"));

            assertThat(address).startsWith("https://127.0.0.1:");
            assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("fine");
            assertThat(ask(address, SSLContext.getDefault()))
                    .failsWithin(SOON)
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("PKIX path building failed");
            assertThat(ask(address.replace("https:", "http:"), trusting))
                    .failsWithin(SOON)
                    .withThrowableOfType(ExecutionException.class);
        } finally {
            runner.cleanup();
        }
    }

    private static CompletableFuture<HttpResponse<String>> ask(String address, SSLContext trusting) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address)).timeout(SOON).build();
        return java.net.http.HttpClient.newBuilder()
                .sslContext(trusting)
                .build()
                .sendAsync(request, BodyHandlers.ofString());
    }

    private static void turn(TestingContext context, java.util.function.BooleanSupplier until) throws Exception {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!until.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            if (!context.work()) {
                LockSupport.parkNanos(200_000);
            }
        }
    }

    @Test
    void asksAServerWhoseCertificateIsInItsTruststore() throws Exception {
        client().option("truststore", keys.resolve("web.pem").toString())
                .send("a")
                .expect("out", "got a")
                .expect("errored");
        client().option("truststore", keys.resolve("web.p12").toString())
                .option("truststore_password", PASSWORD)
                .send("b")
                .expect("out", "got b");
    }

    @Test
    void doesNotAskAServerThatItDoesNotTrust() {
        for (ComponentTester client : List.of(
                client(),
                client().option("truststore", keys.resolve("stranger.pem").toString()))) {
            client.send("a").expect("out").expect("errored", "a");

            assertThat(client.sent("errored").get(0).properties().get(ComponentRunner.ERROR))
                    .contains("PKIX path");
        }
    }

    private ComponentTester client() {
        String url = "https://127.0.0.1:" + other.getAddress().getPort() + "/";
        return ComponentTester.of(HttpClient::new).option("url", url);
    }

    @Test
    void saysWhatIsWrongWithItsFiles() throws IOException {
        byte[] store = Files.readAllBytes(keys.resolve("web.p12"));
        ComponentTester server =
                ComponentTester.of(HttpServer::new).option("port", "0").file("web.p12", store);

        server.option("keystore", "web.p12")
                .option("keystore_password", "wrong")
                .expectProblem("with a key that the password opens: keystore password was incorrect");
        server.option("keystore", "none.p12").expectProblem("none.p12");
        client().file("no.pem", "text").option("truststore", "no.pem").expectProblem("No certificate data found");
        client().file("no.p12", "text").option("truststore", "no.p12").expectProblem("is no PKCS12 file");
    }
}
