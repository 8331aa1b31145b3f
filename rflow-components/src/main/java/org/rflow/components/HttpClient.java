package org.rflow.components;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.component.Receipt;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/**
 * Asks an HTTP server about each message and sends on what it answers, with the message's provenance and properties, and the property
 * {@code http.status}. In {@code url} and {@code content} stands <code>{name}</code> for a property or field of the message, in the URL percent-encoded.
 *
 * <pre>{@code
 * components:
 *   rates:
 *     type: http_client
 *     options:
 *       method: GET
 *       url: "http://127.0.0.1:8080/rates/{currency}"
 *       headers: { Authorization: "Bearer ${env:RATES_TOKEN:-none}" }
 *       timeout: 5s
 * }</pre>
 *
 * <p>Without {@code content} the message's text is sent, or its bytes if it is raw; {@code GET}, {@code HEAD} and {@code DELETE} send
 * nothing then. An answer with another status than 200 to 299, or none within {@code timeout}, fails the message: it is tried again as often as its
 * {@code retries} say, and then goes to {@code errored} with the status and the beginning of the answer in {@code rflow.error}. Up to {@code parallel} requests of a worker
 * are under way at a time; with more than one, answers come in the order they are ready. A server
 * that speaks HTTPS has to have a certificate for the name in the URL, signed by whom Java trusts, or by whom {@code truststore} has.
 *
 * <p>Redirections are followed, up to five, but not from HTTPS to HTTP. Another origin (scheme, host or port) gets neither {@code headers} nor content, as these may be
 * secret: where it would have to be sent the content (status 307 and 308) the message goes to {@code errored}.
 *
 * <p>A text is read in the charset that the answer names, else in UTF-8. What comes packed by gzip is unpacked; nobody is asked to pack, unless
 * {@code headers} have {@code Accept-Encoding}. In a response several values of a header stand behind each other with {@code ", "}, those of
 * {@code set-cookie} a line each.
 */
public final class HttpClient extends Component {
    /** What an answer becomes. */
    private enum As {
        TEXT,
        RAW,
        RESPONSE
    }

    private record Job(Message message, HttpRequest request, Receipt receipt) {}

    private static final Set<String> WITHOUT_CONTENT = Set.of("GET", "HEAD", "DELETE");
    private static final int MOST_SHOWN = 200;

    final InputPort in = inputPort("in", "what to ask about");
    final OutputPort out = outputPort("out", "what the server answers");
    final OutputPort errored = outputPort("errored", "a message that the server did not answer well");
    private final Option<String> url = option("url").text().required().secret().help("whom to ask; {name} is a field");
    private final Option<String> method =
            option("method").text().defaultsTo("POST").help("GET, POST, PUT, PATCH, DELETE, HEAD …");
    private final Option<String> content =
            option("content").text().secret().help("what to send, {name} is a field; else the message's text");
    private final Option<String> contentType = option("content_type")
            .text()
            .defaultsTo("text/plain; charset=utf-8")
            .help("what is sent");
    private final Option<List<String>> headers =
            option("headers").list().secret().defaultsTo("").help("more headers, name=value");
    private final Option<As> as = option("as")
            .choice(As.class)
            .defaultsTo("text")
            .help("what to make of an answer: a text, raw bytes, or a response with status and headers");
    private final Option<Duration> timeout =
            option("timeout").duration().defaultsTo("30s").help("the time for one answer, all in all");
    private final Option<Long> parallel =
            option("parallel").integer().defaultsTo("10").help("how many requests may be under way in a worker");
    private final Option<Long> maxContent =
            option("max_content").size().defaultsTo("16MB").help("a larger answer is an error");

    private final Option<Path> truststore = option("truststore")
            .path()
            .help("trust these certificates, a PKCS12 or .pem file, instead of those that Java trusts");
    private final Option<String> truststorePassword =
            option("truststore_password").text().secret().help("what opens the PKCS12 file");

    private final Queue<Job> waiting = new ArrayDeque<>();
    private Map<String, String> allHeaders = Map.of();
    private @Nullable HttpAsker asker;
    private @Nullable Template urlTemplate;
    private @Nullable Template contentTemplate;
    private int underWay;

    @Override
    protected String help() {
        return "asks an HTTP server about each message";
    }

    @Override
    protected void configure(ComponentContext context) {
        if (timeout.get().toMillis() < 1) {
            throw new ConfigurationException("option 'timeout': must be at least 1ms");
        }
        if (parallel.get() < 1 || parallel.get() > 1000) {
            throw new ConfigurationException("option 'parallel': " + parallel.get() + " is not between 1 and 1000");
        }
        if (maxContent.get() > 1 << 30) {
            throw new ConfigurationException("option 'max_content': must be at most 1GB");
        }
        if (!url.get().matches("(?i)https?://.+")) {
            throw new ConfigurationException("option 'url': must begin with http:// or https://");
        }
        allHeaders = HttpHeaders.of(headers);
        checkHeaders();
        urlTemplate = new Template(url.get(), HttpClient::percentEncoded);
        contentTemplate =
                content.find().map(text -> new Template(text, value -> value)).orElse(null);
        asker = new HttpAsker(newClient(context), timeout.get(), Math.toIntExact(maxContent.get()));
    }

    private java.net.http.HttpClient newClient(ComponentContext context) {
        java.net.http.HttpClient.Builder builder = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
                .connectTimeout(timeout.get());
        truststore
                .find()
                .map(file -> Tls.client(
                        truststore.name(),
                        context.resolve(file),
                        truststorePassword.find().orElse("")))
                .ifPresent(builder::sslContext);
        return builder.build();
    }

    private static String percentEncoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void checkHeaders() {
        for (String name : allHeaders.keySet()) {
            try {
                HttpRequest.newBuilder().header(name, "");
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(
                        "option 'headers': '" + name + "' is not to be set; the client sets it itself", e);
            }
        }
    }

    @Override
    protected void process(InputPort port, Message message) {
        HttpRequest request = request(message);
        waiting.add(new Job(message, request, context().retain()));
        startWaiting();
    }

    private HttpRequest request(Message message) {
        String verb = method.get().strip().toUpperCase(Locale.ROOT);
        String address = requireNonNull(urlTemplate, "urlTemplate").fill(message);
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
            BodyPublisher body = BodyPublishers.noBody();
            if (contentTemplate != null || !WITHOUT_CONTENT.contains(verb)) {
                body = content(message);
                request.setHeader("Content-Type", contentType.get());
            }
            allHeaders.forEach(request::setHeader);
            return request.method(verb, body).build();
        } catch (IllegalArgumentException e) {
            throw new MessageException("'" + verb + " " + address + "' cannot be asked: " + e.getMessage(), e);
        }
    }

    private BodyPublisher content(Message message) {
        if (contentTemplate != null) {
            return BodyPublishers.ofString(contentTemplate.fill(message));
        }
        if (!message.type().equals(CoreTypes.RAW)) {
            return BodyPublishers.ofString(message.text());
        }
        byte[] bytes = new byte[message.raw().remaining()];
        message.raw().get(bytes);
        return BodyPublishers.ofByteArray(bytes);
    }

    private void startWaiting() {
        while (underWay < parallel.get() && !waiting.isEmpty()) {
            Job job = waiting.remove();
            underWay++;
            context().blocking(() -> ask(job.request()), response -> answered(job, response), cause -> {
                ended();
                job.receipt().fail(cause);
            });
        }
    }

    private void ended() {
        underWay--;
        startWaiting();
    }

    /** On a thread of the pool. */
    private HttpAnswer ask(HttpRequest request) throws InterruptedException {
        HttpResponse<byte[]> response = requireNonNull(asker, "asker").ask(request);
        String what = request.method() + " " + request.uri();
        HttpAnswer answer;
        try {
            answer = HttpAnswer.of(response, Math.toIntExact(maxContent.get()));
        } catch (MessageException e) {
            throw new MessageException(what + " failed: " + e.getMessage(), e);
        }
        if (answer.status() / 100 != 2) {
            throw new MessageException(what + " was answered with status " + answer.status() + shown(answer.content()));
        }
        return answer;
    }

    private static String shown(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            return "";
        }
        return ": " + (text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text);
    }

    private void answered(Job job, HttpAnswer answer) {
        ended();
        job.receipt()
                .answer(() -> out.send(
                        answer(job.message(), answer).withProperty("http.status", Integer.toString(answer.status()))));
    }

    private Message answer(Message message, HttpAnswer answer) {
        return switch (as.get()) {
            case TEXT -> message.answer(CoreTypes.TEXT, answer.text());
            case RAW -> message.answer(CoreTypes.RAW, answer.content());
            case RESPONSE ->
                message.answer(
                        HttpTypes.RESPONSE, HttpTypes.response(answer.status(), answer.headers(), answer.content()));
        };
    }
}
