package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.component.Arrival;
import org.rflow.component.ComponentRunner;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.TestingContext;

/** A real client asks; the test is the loop, and what the flow is behind the server. */
final class HttpServerTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private final java.net.http.HttpClient client = java.net.http.HttpClient.newBuilder()
            .version(java.net.http.HttpClient.Version.HTTP_1_1)
            .build();
    private final List<Message> requests = new ArrayList<>();
    private final List<Exception> failures = new ArrayList<>();
    private final Map<String, String> options = new HashMap<>(Map.of("port", "0"));
    private final HttpServer server = new HttpServer();
    private final ComponentRunner runner = new ComponentRunner(server, "web", failed -> failures.add(failed.cause()));
    private TestingContext context;
    private String address = "";

    @BeforeEach
    void makeContext() {
        context = new TestingContext(directory);
        context.attach(runner);
    }

    @AfterEach
    void end() throws Exception {
        runner.cleanup();
    }

    private void start() throws Exception {
        runner.configure(options, context);
        runner.outputPort("request_port").orElseThrow().collectMessages(null, requests);
        runner.run();
        address = Files.readString(context.runDirectory().resolve("address"));
    }

    @Test
    void makesAMessageOfARequestAndAnAnswerOfAMessage() throws Exception {
        start();

        var answer = ask(request("/birds%20of/prey?size=2")
                .header("X-A", "1")
                .header("X-A", "2")
                .PUT(BodyPublishers.ofString("é")));
        await(() -> requests.size() == 1);
        GenericRecord asked = requests.get(0).record();
        respond(requests.get(0), HttpTypes.response(201, Map.of("X-B", "3"), "fine".getBytes(StandardCharsets.UTF_8)));

        assertThat(asked.get("method")).isEqualTo("PUT");
        assertThat(asked.get("path")).isEqualTo("/birds of/prey");
        assertThat(asked.get("query")).isEqualTo("size=2");
        assertThat(asked.get("headers").toString()).contains("X-A=1, 2");
        assertThat(StandardCharsets.UTF_8
                        .decode((ByteBuffer) asked.get("content"))
                        .toString())
                .isEqualTo("é");
        assertThat(get(answer).statusCode()).isEqualTo(201);
        assertThat(get(answer).headers().firstValue("X-B")).contains("3");
        assertThat(get(answer).body()).isEqualTo("fine");
        assertThat(get(answer).headers().firstValue("Server")).isEmpty();
    }

    @Test
    void givesEachClientItsOwnAnswerInWhateverOrderTheyCome() throws Exception {
        start();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(ask(request("/" + i)));
        }
        await(() -> requests.size() == 100);

        for (int i = 99; i >= 0; i--) {
            Message request = requests.get(i);
            deliver(request.answer(
                    CoreTypes.TEXT, "answer to " + request.field("path").orElseThrow()));
        }

        for (int i = 0; i < 100; i++) {
            assertThat(get(answers.get(i)).statusCode()).isEqualTo(200);
            assertThat(get(answers.get(i)).body()).isEqualTo("answer to /" + i);
        }
    }

    @Test
    void leavesOutAnswersThatNobodyWaitsFor() throws Exception {
        start();
        var answer = ask(request("/a"));
        await(() -> requests.size() == 1);

        deliver(Message.of("of nobody"));
        deliver(requests.get(0).answer(CoreTypes.TEXT, "first"));
        deliver(requests.get(0).answer(CoreTypes.TEXT, "second"));

        assertThat(get(answer).body()).isEqualTo("first");
        assertThat(failures).isEmpty();
    }

    @Test
    void answersForAFlowThatDoesNot() throws Exception {
        options.put("timeout", "300ms");
        start();

        var answer = ask(request("/slow"));

        assertThat(get(answer).statusCode()).isEqualTo(504);
        assertThat(get(answer).body()).isEqualTo("there was no answer within 300 ms\n");
        deliver(requests.get(0).answer(CoreTypes.TEXT, "too late"));
        assertThat(failures).isEmpty();
    }

    @Test
    void refusesMoreThanItMayHoldOpen() throws Exception {
        options.put("max_open", "2");
        start();
        var first = ask(request("/1"));
        var second = ask(request("/2"));
        await(() -> requests.size() == 2);

        var third = ask(request("/3"));

        assertThat(get(third).statusCode()).isEqualTo(503);
        assertThat(get(third).headers().firstValue("Retry-After")).contains("1");
        requests.forEach(request -> deliver(request.answer(CoreTypes.TEXT, "ok")));
        assertThat(get(first).statusCode()).isEqualTo(200);
        assertThat(get(second).statusCode()).isEqualTo(200);
        assertThat(answered("/4").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> answered(String path) throws Exception {
        int before = requests.size();
        var answer = ask(request(path));
        await(() -> requests.size() > before);
        deliver(requests.get(before).answer(CoreTypes.TEXT, "ok"));
        return get(answer);
    }

    @Test
    void refusesARequestThatIsTooLarge() throws Exception {
        options.put("max_content", "1000");
        start();

        var answer = ask(request("/large").POST(BodyPublishers.ofByteArray(new byte[1001])));

        assertThat(get(answer).statusCode()).isEqualTo(413);
        assertThat(requests).isEmpty();
    }

    @Test
    void isNotHeldUpByClientsThatSendHalfARequest() throws Exception {
        options.put("timeout", "500ms");
        start();
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            slow.add(slowClient());
        }

        assertThat(answered("/quick").statusCode()).isEqualTo(200);

        for (Socket socket : slow) {
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 504");
            socket.close();
        }
    }

    private Socket slowClient() throws IOException {
        return asking("POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");
    }

    private Socket asking(String request) throws IOException {
        URI server = URI.create(address);
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(Math.toIntExact(SOON.toMillis()));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void answersWithAnErrorWhatCouldNotBeProcessed() throws Exception {
        start();
        var failed = ask(request("/failed"));
        await(() -> requests.size() == 1);
        deliver(requests.get(0).withProperty(ComponentRunner.ERROR, "work: secret details"));

        assertThat(get(failed).statusCode()).isEqualTo(500);
        assertThat(get(failed).body()).isEqualTo("the request could not be processed\n");
    }

    @Test
    void answersWithAnErrorAndKeepsAnAnswerThatIsNone() throws Exception {
        start();
        var first = ask(request("/1"));
        var second = ask(request("/2"));
        await(() -> requests.size() == 2);

        respond(requests.get(0), HttpTypes.response(42, Map.of(), new byte[0]));
        respond(requests.get(1), HttpTypes.response(200, Map.of("X", "a\r\nSet-Cookie: b"), new byte[0]));

        assertThat(get(first).statusCode()).isEqualTo(500);
        assertThat(get(second).statusCode()).isEqualTo(500);
        assertThat(get(second).headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(failures)
                .extracting(Throwable::getMessage)
                .containsExactly(
                        "status 42 is not between 200 and 599", "header 'X' has characters that HTTP does not allow");
    }

    @Test
    void refusesRequestsThatHaveTooManyBytesTogether() throws Exception {
        options.put("max_content", "100KB");
        options.put("max_waiting_bytes", "250KB");
        start();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(ask(request("/large").POST(BodyPublishers.ofByteArray(new byte[100_000]))));
        }
        await(() -> requests.size()
                        + answers.stream().filter(CompletableFuture::isDone).count()
                == 20);

        assertThat(requests).hasSizeBetween(1, 2);
        for (var refused : answers.stream().filter(CompletableFuture::isDone).toList()) {
            assertThat(get(refused).statusCode()).isEqualTo(503);
            assertThat(get(refused).body())
                    .isEqualTo("the requests that wait have too many bytes together; try again soon\n");
        }
        requests.forEach(request -> deliver(request.answer(CoreTypes.TEXT, "ok")));
        await(() -> answers.stream().allMatch(CompletableFuture::isDone));
        assertThat(answered("/small").statusCode()).isEqualTo(200);
    }

    @Test
    void isNotHeldUpByClientsThatDoNotTakeTheirAnswers() throws Exception {
        options.put("max_open", "2");
        options.put("max_waiting_bytes", "50MB");
        options.put("timeout", "3s");
        start();
        List<Socket> lazy = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            lazy.add(asking("GET /large HTTP/1.1\r\nHost: x\r\n\r\n"));
            int number = i;
            await(() -> requests.size() == number);
            deliver(requests.get(i - 1).answer(CoreTypes.RAW, new byte[20 << 20]));
        }

        assertThat(answered("/small").statusCode()).isEqualTo(200);

        assertThat(lazy.get(0).getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
        assertThat(lazy.get(3).getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 503");
        for (Socket socket : lazy) {
            socket.close();
        }
    }

    @Test
    void cutsOffAClientThatDoesNotTakeItsAnswer() throws Exception {
        options.put("max_waiting_bytes", "50MB");
        options.put("timeout", "300ms");
        start();
        Socket lazy = asking("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
        await(() -> requests.size() == 1);
        deliver(requests.get(0).answer(CoreTypes.RAW, new byte[40 << 20]));

        await(() -> isRoomFor(40 << 20));

        assertThat(read(lazy)).isLessThan(40 << 20);
        lazy.close();
    }

    /** Whether another client gets a large answer. */
    private boolean isRoomFor(int bytes) {
        try {
            int before = requests.size();
            var answer = client.sendAsync(request("/").build(), BodyHandlers.ofByteArray());
            await(() -> requests.size() > before);
            deliver(requests.get(before).answer(CoreTypes.RAW, new byte[bytes]));
            await(answer::isDone);
            return answer.get().statusCode() == 200;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static int read(Socket socket) {
        int all = 0;
        try {
            byte[] part = new byte[1 << 20];
            for (int read = 0; read >= 0; read = socket.getInputStream().read(part)) {
                all += read;
            }
        } catch (IOException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
        return all;
    }

    @Test
    void letsManyConnectionsWaitUntilItTakesThem() throws Exception {
        runner.configure(options, context);
        URI server = URI.create(Files.readString(context.runDirectory().resolve("address")));
        List<Socket> connected = new ArrayList<>();

        for (int i = 0; i < 200; i++) {
            Socket socket = new Socket();
            connected.add(socket);
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), 500);
        }

        assertThat(connected).hasSize(200).allMatch(Socket::isConnected);
        for (Socket socket : connected) {
            socket.close();
        }
    }

    @Test
    void leavesOutHeadersThatBelongToTheConnection() throws Exception {
        start();
        var answer = ask(request("/"));
        await(() -> requests.size() == 1);

        respond(
                requests.get(0),
                HttpTypes.response(
                        200,
                        Map.of("content-length", "3", "Transfer-Encoding", "chunked", "Connection", "close", "X", "y"),
                        "hello world".getBytes(StandardCharsets.UTF_8)));

        assertThat(get(answer).statusCode()).isEqualTo(200);
        assertThat(get(answer).body()).isEqualTo("hello world");
        assertThat(get(answer).headers().firstValue("X")).contains("y");
        assertThat(get(answer).headers().firstValue("Connection")).isEmpty();
    }

    @Test
    void sendsEachCookieByItself() throws Exception {
        start();
        var answer = ask(request("/"));
        await(() -> requests.size() == 1);

        respond(requests.get(0), HttpTypes.response(200, Map.of("set-cookie", "a=1, 2\nb=3"), new byte[0]));

        assertThat(get(answer).headers().allValues("Set-Cookie")).containsExactly("a=1, 2", "b=3");
    }

    @Test
    void sendsNoContentWithAStatusThatHasNone() throws Exception {
        start();
        var answer = ask(request("/"));
        await(() -> requests.size() == 1);

        respond(requests.get(0), HttpTypes.response(204, Map.of(), new byte[] {'x'}));

        assertThat(get(answer).statusCode()).isEqualTo(204);
        assertThat(get(answer).body()).isEmpty();
        assertThat(answered("/next").statusCode()).isEqualTo(200);
    }

    @Test
    void answersWhoStillWaitsAtItsEnd() throws Exception {
        start();
        var answer = ask(request("/last"));
        await(() -> requests.size() == 1);

        runner.cleanup();

        assertThat(get(answer).statusCode()).isEqualTo(503);
    }

    @Test
    void saysThatItsPortIsTaken() throws Exception {
        start();
        String port = Integer.toString(URI.create(address).getPort());

        ComponentTester.of(HttpServer::new).option("port", port).expectProblem("cannot listen at 127.0.0.1:" + port);
    }

    @Test
    void refusesOptionsThatCannotBe() {
        ComponentTester.of(HttpServer::new)
                .option("port", "70000")
                .expectProblem("'port': 70000 is not between 0 and 65535");
        ComponentTester.of(HttpServer::new).option("max_open", "0").expectProblem("'max_open': 0 is not between");
        ComponentTester.of(HttpServer::new).option("keystore_password", "x").expectProblem("set 'keystore' too");
        ComponentTester.of(HttpServer::new)
                .option("max_waiting_bytes", "10KB")
                .expectProblem("'max_waiting_bytes': must be at least 'max_content', 1048576 bytes");
        ComponentTester.of(HttpServer::new).option("timeout", "0").expectProblem("'timeout': must be at least 1ms");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(SOON);
    }

    private CompletableFuture<HttpResponse<String>> ask(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    private void respond(Message request, GenericRecord response) {
        deliver(request.answer(HttpTypes.RESPONSE, response));
    }

    private void deliver(Message answer) {
        runner.deliver(new Arrival(server.responsePort, null, "test"), answer);
    }

    private HttpResponse<String> get(CompletableFuture<HttpResponse<String>> answer) throws Exception {
        await(answer::isDone);
        return answer.get();
    }

    /** Turns the loop until it is so. */
    private void await(BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            if (!context.work()) {
                LockSupport.parkNanos(200_000);
            }
        }
    }
}
