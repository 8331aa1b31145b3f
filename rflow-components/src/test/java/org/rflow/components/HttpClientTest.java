package org.rflow.components;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.component.Arrival;
import org.rflow.component.ComponentRunner;
import org.rflow.message.Lineage;
import org.rflow.message.Message;
import org.rflow.message.ProcessingEvent;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.ComponentTester.Mode;
import org.rflow.testing.TestingContext;

final class HttpClientTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch never = new CountDownLatch(1);
    private HttpServer server;
    private String url;

    @TempDir
    private Path directory;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/echo", exchange -> answer(exchange, 200, note(exchange)));
        server.createContext("/sorry", exchange -> answer(exchange, 503, "come back later"));
        server.createContext("/hang", exchange -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stopServer() {
        never.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private String note(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String text = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body;
        asked.add(text + " " + exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
        return text;
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getResponseHeaders().add("X-Answer", "yes");
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void sendsTheTextAndSendsOnTheAnswer() {
        client("/echo")
                .send("één", 2)
                .expect("out", "POST /echo één", "POST /echo 2")
                .expect("errored");
    }

    @Test
    void keepsProvenanceAndPropertiesAndTellsTheStatus() {
        Message question = Message.of("a").withProperty("p", "q").withEvent(ProcessingEvent.of("before"));

        Message answer = client("/echo").send(question).sent("out").get(0);

        assertThat(answer.provenance()).isEqualTo(question.provenance());
        assertThat(answer.properties()).isEqualTo(Map.of("p", "q", "http.status", "200"));
    }

    @Test
    void anAnswerIsTheSameWhenItsQuestionComesAgain() throws Exception {
        ComponentRunner runner = new ComponentRunner(new HttpClient(), "client", failed -> {
            throw new AssertionError(failed.cause());
        });
        TestingContext context = new TestingContext(directory);
        context.attach(runner);
        Lineage lineage = new Lineage();
        IdentityOutlet outlet = new IdentityOutlet(lineage);
        runner.outputPort("out").orElseThrow().add(null, outlet);
        runner.trace(lineage, Lineage.NO_ORIGIN, null);
        runner.configure(Map.of("url", url + "/echo"), context);

        for (int time = 1; time <= 2; time++) {
            lineage.received(9, 7, 5);
            runner.deliver(new Arrival(runner.inputPort("in").orElseThrow(), null, "test"), Message.of("a"));
            context.work();
        }

        assertThat(outlet.identities).hasSize(2).doesNotContain(0L);
        assertThat(Set.copyOf(outlet.identities)).hasSize(1);
    }

    @Test
    void fillsFieldsIntoUrlAndContent() {
        client("/echo/{city}?n={n}")
                .option("method", "put")
                .option("content", "<{city}>")
                .send(Map.of("city", "São Paulo/1", "n", "5"))
                .expect("out", "PUT /echo/S%C3%A3o%20Paulo%2F1?n=5 <São Paulo/1>");
    }

    @Test
    void sendsNothingWithGet() {
        client("/echo").option("method", "GET").send("not sent").expect("out", "GET /echo ");
    }

    @Test
    void sendsHeaders() {
        client("/echo")
                .modes(Mode.ITEM_BY_ITEM)
                .option("headers", "Authorization=Bearer a\\,b=")
                .send("x")
                .expect("out", "POST /echo x");

        assertThat(asked).containsExactly("POST /echo x [Bearer a,b=]");
    }

    @Test
    void givesTheWholeAnswerOrItsBytes() {
        Message whole =
                client("/echo").option("as", "response").send("x").sent("out").get(0);
        Message raw = client("/echo")
                .option("as", "raw")
                .send("x".getBytes(UTF_8))
                .sent("out")
                .get(0);

        assertThat(whole.record().get("status")).isEqualTo(200);
        assertThat(whole.record().get("headers").toString()).contains("x-answer=yes");
        assertThat(UTF_8.decode((ByteBuffer) whole.record().get("content")).toString())
                .isEqualTo("POST /echo x");
        assertThat(UTF_8.decode(raw.raw()).toString()).isEqualTo("POST /echo x");
    }

    @Test
    void sendsToErroredWhatIsNotAnsweredWell() {
        ComponentTester tester = client("/sorry").send("a");

        tester.expect("out").expect("errored", "a");
        assertThat(error(tester))
                .isEqualTo("tested: POST " + url + "/sorry was answered with status 503: come back later");
    }

    @Test
    void doesNotWaitLongerThanItMay() {
        ComponentTester tester = client("/hang")
                .option("timeout", "200ms")
                .modes(Mode.ITEM_BY_ITEM)
                .send("a");

        tester.expect("out").expect("errored", "a");
        assertThat(error(tester))
                .isEqualTo("tested: POST " + url + "/hang was not answered within 200 ms; see what the server"
                        + " does, or give option 'timeout' more");
    }

    @Test
    void refusesAnAnswerThatIsTooLarge() {
        ComponentTester tester = client("/echo").option("max_content", "20").send("x".repeat(100));

        tester.expect("out");
        assertThat(error(tester)).contains("the response has more than 20 bytes");
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        ComponentTester tester = ComponentTester.of(HttpClient::new)
                .option("url", "http://127.0.0.1:" + port)
                .send("a");

        tester.expect("errored", "a");
        assertThat(error(tester))
                .isEqualTo("tested: POST http://127.0.0.1:" + port + " failed: nobody can be reached at 127.0.0.1:"
                        + port + "; start the server, or check option 'url'");
    }

    @Test
    void saysThatNobodyKnowsTheHost() {
        ComponentTester tester = ComponentTester.of(HttpClient::new)
                .option("url", "http://nobody.invalid/a")
                .send("a");

        tester.expect("errored", "a");
        assertThat(error(tester))
                .isEqualTo("tested: POST http://nobody.invalid/a failed: the host 'nobody.invalid' is unknown; check"
                        + " option 'url'");
    }

    @Test
    void saysThatTheConnectionBroke() {
        server.createContext("/broken", HttpExchange::close);

        ComponentTester tester = client("/broken").send("a");

        tester.expect("errored", "a");
        assertThat(error(tester))
                .contains("/broken failed: the connection to 127.0.0.1:", "see whether the server is well")
                .doesNotContain("Exception");
    }

    private void redirect(String path, int status, String location) {
        server.createContext(path, exchange -> {
            note(exchange);
            exchange.getResponseHeaders().add("Location", location);
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }

    @Test
    void followsAServerToAnotherPlaceOfItself() {
        redirect("/moved", 302, "/echo?b");
        redirect("/elsewhere", 307, url + "/echo?c");

        client("/moved")
                .option("headers", "Authorization=secret")
                .modes(Mode.ITEM_BY_ITEM)
                .send("x")
                .expect("out", "GET /echo?b ");
        client("/elsewhere").modes(Mode.ITEM_BY_ITEM).send("y").expect("out", "POST /echo?c y");

        assertThat(asked)
                .containsExactly(
                        "POST /moved x [secret]", "GET /echo?b  [secret]", "POST /elsewhere y []", "POST /echo?c y []");
    }

    @Test
    void givesAnotherServerNoHeadersAndNoContent() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> answer(exchange, 200, note(exchange)));
        other.start();
        String origin = "http://127.0.0.1:" + other.getAddress().getPort();
        redirect("/away", 303, origin + "/a");
        redirect("/away/with", 307, origin + "/b");

        client("/away")
                .option("headers", "Authorization=secret")
                .modes(Mode.ITEM_BY_ITEM)
                .send("x")
                .expect("out", "GET /a ");
        ComponentTester refused = client("/away/with").modes(Mode.ITEM_BY_ITEM).send("y");
        refused.expect("out").expect("errored", "y");

        assertThat(asked).containsExactly("POST /away x [secret]", "GET /a  []", "POST /away/with y []");
        assertThat(error(refused))
                .contains("was redirected to " + origin + ", another server", "set option 'url' to it");
        other.stop(0);
    }

    @Test
    void doesNotRunInCircles() {
        redirect("/circle", 302, "/circle");

        ComponentTester tester = client("/circle").modes(Mode.ITEM_BY_ITEM).send("x");

        tester.expect("errored", "x");
        assertThat(error(tester)).contains("/circle was redirected more than 5 times");
        assertThat(asked).hasSize(6);
    }

    private void serve(String path, Map<String, String> headers, byte[] bytes) {
        server.createContext(path, exchange -> {
            headers.forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @Test
    void readsATextInTheCharsetThatTheAnswerNames() {
        serve("/latin", Map.of("Content-Type", "text/plain; Charset=\"ISO-8859-1\""), "één".getBytes(ISO_8859_1));
        serve("/strange", Map.of("Content-Type", "text/plain; charset=klingon"), new byte[] {1});

        client("/latin").send("x").expect("out", "één");
        ComponentTester strange = client("/strange").send("x");
        strange.expect("out");
        assertThat(error(strange))
                .contains("has the charset 'klingon', which Java does not know; take it with 'as: raw'");
    }

    @Test
    void unpacksWhatIsPackedByGzip() throws IOException {
        Map<String, String> packed = Map.of("Content-Encoding", "gzip");
        serve("/packed", packed, gzip("é".repeat(1000)));
        serve("/bomb", packed, gzip("x".repeat(3000)));
        serve("/wrong", packed, new byte[] {1, 2, 3});
        serve("/other", Map.of("Content-Encoding", "br"), new byte[] {1});

        client("/packed").option("max_content", "2000").send("x").expect("out", "é".repeat(1000));
        Message whole =
                client("/packed").option("as", "response").send("x").sent("out").get(0);

        assertThat(whole.record().get("headers").toString()).doesNotContain("content-encoding", "content-length");
        assertThat(((ByteBuffer) whole.record().get("content")).remaining()).isEqualTo(2000);
        assertThat(error(client("/bomb").option("max_content", "2000").send("x")))
                .contains("the response has more than 2000 bytes");
        assertThat(error(client("/wrong").send("x"))).contains("says that it is gzip, and is not");
        assertThat(error(client("/other").send("x"))).contains("Content-Encoding 'br', which is no text");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void keepsSeveralCookiesApart() {
        server.createContext("/cookies", exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "a=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT");
            exchange.getResponseHeaders().add("Set-Cookie", "b=2");
            exchange.getResponseHeaders().add("Vary", "A");
            exchange.getResponseHeaders().add("Vary", "B");
            answer(exchange, 200, "");
        });

        Message whole = client("/cookies")
                .option("as", "response")
                .send("x")
                .sent("out")
                .get(0);

        Map<?, ?> headers = (Map<?, ?>) whole.record().get("headers");
        assertThat(headers.get("set-cookie")).hasToString("a=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT\nb=2");
        assertThat(headers.get("vary")).hasToString("A, B");
    }

    @Test
    void sendsToErroredWhatMakesNoUrl() {
        ComponentTester tester = ComponentTester.of(HttpClient::new)
                .option("url", "http://{host}/")
                .send(Map.of("host", "a b"));

        tester.expect("out");
        assertThat(error(tester)).contains("cannot be asked");
    }

    @Test
    void refusesOptionsThatCannotBe() {
        ComponentTester.of(HttpClient::new).expectProblem("needs option 'url'");
        ComponentTester.of(HttpClient::new).option("url", "ftp://a").expectProblem("must begin with http://");
        client("/").option("parallel", "0").expectProblem("'parallel': 0 is not between 1 and 1000");
        client("/").option("timeout", "0").expectProblem("'timeout': must be at least 1ms");
        client("/").option("headers", "Host=other").expectProblem("'Host' is not to be set");
    }

    private ComponentTester client(String path) {
        return ComponentTester.of(HttpClient::new).option("url", url + path);
    }

    private static String error(ComponentTester tester) {
        return tester.sent("errored").get(0).properties().getOrDefault(ComponentRunner.ERROR, "");
    }
}
