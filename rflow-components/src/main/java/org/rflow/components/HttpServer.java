package org.rflow.components;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ComponentRunner;
import org.rflow.component.ConfigurationException;
import org.rflow.component.InputPort;
import org.rflow.component.Mailbox;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.message.ProcessingEvent;

/**
 * Lets the flow answer HTTP clients: each request becomes a message ({@code RFlow::Message::Data::HTTPRequest}: path, method, query,
 * headers, content), and the message that comes back on {@code response_port} answers it. That is one of the type
 * {@code RFlow::Message::Data::HTTPResponse} (status, content, headers), such as {@code http_responder} makes, or any other, whose text is then answered with
 * status 200; one with the property {@code rflow.error}, from somebody's {@code errored} port, is answered with 500.
 *
 * <pre>{@code
 * components:
 *   web:
 *     type: http_server
 *     options: { listen: 127.0.0.1, port: 8000, timeout: 10s, max_open: 500 }
 *   secure_web:
 *     type: http_server
 *     options: { port: 8443, keystore: web.p12, keystore_password: "${env:WEB_PASSWORD:-none}" }
 * }</pre>
 *
 * <p>A request and its answer know each other by the provenance of the message, so whatever is between must keep it, as
 * {@code message.answer} does. What answers nobody who waits is left out. A request without an answer within {@code timeout} is answered with 504, and
 * one that comes while {@code max_open} wait with 503. Nothing is told twice: the answer that comes after that is left out.
 *
 * <p>Requests that wait, and answers that their clients have not taken yet, hold at most {@code max_waiting_bytes} together; what comes beyond that is answered
 * with 503, which the log says at most once a minute. A client that has not taken its answer after twice the {@code timeout} is cut off. Headers that belong to the
 * connection, such as {@code Content-Length}, are the server's, whatever a message says; several {@code Set-Cookie} stand in one text, a line each.
 *
 * <p>With {@code keystore} clients have to speak HTTPS (TLS 1.2 or 1.3); the file is read when a worker starts, so a new certificate needs a restart of the workers.
 *
 * <p>The workers of a shard share the port, and each answers its own clients: connect the answers with
 * {@code delivery: keyed, by: http.worker}, which brings each to the worker whose client waits. With port 0 the system chooses a port; the file
 * {@code address} in the component's run directory has it. Declare the server before those that answer. With {@code guarantee: at-least-once}
 * on the way from the server a request outlives a worker that is killed; the connection that leads back is {@code best-effort}.
 */
public final class HttpServer extends Component {
    /** The property that keyed delivery brings an answer back by. */
    static final String WORKER = "http.worker";

    private static final int LARGEST_PORT = 65_535;
    private static final int SHARE_OF_HEAP = 8;

    final OutputPort requestPort =
            outputPort("request_port", "the clients' requests").gives(HttpTypes.REQUEST);
    final OutputPort errored = outputPort("errored", "answers that cannot be read; their clients get 500");
    final InputPort responsePort =
            inputPort("response_port", "the answers to them").writes(errored);
    private final Option<String> listen = option("listen")
            .text()
            .defaultsTo("127.0.0.1")
            .help("the address to listen at; 0.0.0.0 is all of the machine");
    private final Option<Long> port =
            option("port").integer().defaultsTo("8000").help("the port to listen at; 0 is any free one");
    private final Option<Duration> timeout = option("timeout")
            .duration()
            .defaultsTo("30s")
            .help("a request that is not answered by then is answered with 504");
    private final Option<Long> maxOpen = option("max_open")
            .integer()
            .defaultsTo("1000")
            .help("how many requests may wait for answers in a worker; more are answered with 503");
    private final Option<Long> maxContent =
            option("max_content").size().defaultsTo("1MB").help("a request with more is answered with 413");

    private final Option<Long> maxWaitingBytes = option("max_waiting_bytes")
            .size()
            .help("what requests and answers in a worker may hold together; else an eighth of its heap");
    private final Option<Path> keystore =
            option("keystore").path().help("serve HTTPS, with the private key and certificates in this PKCS12 file");
    private final Option<String> keystorePassword =
            option("keystore_password").text().secret().help("what opens it; write ${env:…} or ${file:…}");

    /** In the order they came, so those that have waited too long stand first. */
    private final Map<String, HttpExchange> waiting = new LinkedHashMap<>();
    /** Tells this incarnation's requests from those of others before it. */
    private final String incarnation = UUID.randomUUID().toString();

    private @Nullable HttpListener listener;
    private @Nullable Mailbox<HttpExchange> arrived;
    private String workerKey = "";
    private long requests;

    @Override
    protected String help() {
        return "lets the flow answer HTTP clients";
    }

    @Override
    protected boolean isSource() {
        return true;
    }

    /** A client whose server dies sees it, so there is nothing to go on with. */
    @Override
    protected boolean hasPositions() {
        return true;
    }

    @Override
    protected void configure(ComponentContext context) throws Exception {
        check();
        workerKey = context.ownKey();
        Mailbox<HttpExchange> mailbox = context.mailbox(Math.toIntExact(maxOpen.get()), this::take);
        arrived = mailbox;
        HttpListener made = new HttpListener(
                context.workerName() + "/http",
                new HttpListener.Limits(
                        Math.toIntExact(maxOpen.get()), Math.toIntExact(maxContent.get()), timeout.get()),
                new HeldBytes(mostBytes(), new RareWarning(context.log(), context.clock())),
                keystore.find()
                        .map(file -> Tls.server(
                                keystore.name(),
                                context.resolve(file),
                                keystorePassword.find().orElse(""))),
                mailbox::offer);
        listener = made;
        try {
            made.bind(listen.get(), Math.toIntExact(port.get()), context.workerCount() > 1);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "cannot listen at " + listen.get() + ":" + port.get() + ": " + e.getMessage()
                            + "; choose another option 'port', or 0 for any free one",
                    e);
        }
        String address = (keystore.isSet() ? "https://" : "http://") + listen.get() + ":" + made.port();
        Path file = context.runDirectory().resolve("address");
        Files.writeString(file, address);
        context.log().info("component '{}' listens at {}", context.name(), address);
    }

    private void check() {
        if (port.get() < 0 || port.get() > LARGEST_PORT) {
            throw new ConfigurationException("option 'port': " + port.get() + " is not between 0 and " + LARGEST_PORT);
        }
        if (maxOpen.get() < 1 || maxOpen.get() > 1_000_000) {
            throw new ConfigurationException("option 'max_open': " + maxOpen.get() + " is not between 1 and 1000000");
        }
        if (maxContent.get() > 1 << 30) {
            throw new ConfigurationException("option 'max_content': must be at most 1GB");
        }
        if (maxWaitingBytes.isSet() && maxWaitingBytes.get() < maxContent.get()) {
            throw new ConfigurationException(
                    "option 'max_waiting_bytes': must be at least 'max_content', " + maxContent.get() + " bytes");
        }
        if (keystorePassword.isSet() && !keystore.isSet()) {
            throw new ConfigurationException("option 'keystore_password': set 'keystore' too");
        }
        if (timeout.get().toMillis() < 1) {
            throw new ConfigurationException("option 'timeout': must be at least 1ms");
        }
    }

    private long mostBytes() {
        return maxWaitingBytes
                .find()
                .orElseGet(() -> Math.max(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, maxContent.get()));
    }

    @Override
    protected void run() {
        // each incarnation's requests are new
        context().series((int) context().clock().millis());
        try {
            requireNonNull(listener, "listener").serve();
        } catch (Exception e) {
            throw new IllegalStateException("cannot serve HTTP: " + e.getMessage(), e);
        }
    }

    private void take(HttpExchange exchange) {
        forgetExpired();
        Optional<GenericRecord> data = exchange.data();
        if (data.isEmpty()) {
            return;
        }
        String number = Long.toString(++requests);
        waiting.put(number, exchange);
        context().position(number);
        requestPort.send(Message.of(HttpTypes.REQUEST, data.get())
                .withProperty(WORKER, workerKey)
                .withEvent(event(number)));
    }

    private void forgetExpired() {
        Iterator<HttpExchange> eldest = waiting.values().iterator();
        while (eldest.hasNext() && eldest.next().isAnswered()) {
            eldest.remove();
        }
    }

    private ProcessingEvent event(String number) {
        byte[] context = (incarnation + " " + number).getBytes(StandardCharsets.UTF_8);
        return new ProcessingEvent(
                context().uuid(), Optional.empty(), Optional.empty(), Optional.of(ByteBuffer.wrap(context)));
    }

    @Override
    protected void process(InputPort inputPort, Message message) {
        HttpExchange exchange = number(message).map(waiting::remove).orElse(null);
        if (exchange == null || exchange.isAnswered()) {
            context().log().debug("an answer of type '{}' came for nobody who waits", message.type());
            return;
        }
        if (message.properties().containsKey(ComponentRunner.ERROR)) {
            exchange.answer(500, "the request could not be processed");
            return;
        }
        try {
            answer(exchange, message);
        } catch (RuntimeException e) {
            exchange.answer(500, "the answer could not be read");
            throw e;
        }
    }

    /** Which request of this server the message answers. */
    private Optional<String> number(Message message) {
        List<ProcessingEvent> events = message.provenance();
        for (int i = events.size() - 1; i >= 0; i--) {
            ProcessingEvent event = events.get(i);
            if (event.componentInstanceUuid().equals(context().uuid())
                    && event.context().isPresent()) {
                String text = StandardCharsets.UTF_8
                        .decode(event.context().get().duplicate())
                        .toString();
                if (text.startsWith(incarnation + " ")) {
                    return Optional.of(text.substring(incarnation.length() + 1));
                }
            }
        }
        return Optional.empty();
    }

    private static void answer(HttpExchange exchange, Message message) {
        if (!message.type().name().equals(HttpTypes.RESPONSE.name())) {
            boolean raw = message.type().equals(CoreTypes.RAW);
            exchange.answer(
                    200,
                    raw ? Map.of("Content-Type", "application/octet-stream") : HttpExchange.PLAIN_TEXT,
                    raw ? message.raw() : StandardCharsets.UTF_8.encode(message.text()));
            return;
        }
        GenericRecord response = message.record();
        Map<String, String> headers = new LinkedHashMap<>();
        if (response.hasField("headers") && response.get("headers") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> headers.put(String.valueOf(name), String.valueOf(value)));
        }
        ByteBuffer content = ((ByteBuffer) response.get("content")).duplicate();
        exchange.answer((Integer) response.get("status"), headers, content);
    }

    @Override
    protected void cleanup() throws Exception {
        if (arrived != null) {
            arrived.close();
        }
        for (HttpExchange exchange : waiting.values()) {
            exchange.answer(503, "the server has ended");
        }
        waiting.clear();
        if (listener != null) {
            listener.close();
        }
    }
}
