package org.rflow.components;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.rflow.message.MessageException;

/**
 * Asks a server, and whom it points to. Headers and content may be secret, so another origin (scheme, host and port) gets neither. Blocks, and is called by many
 * threads.
 */
final class HttpAsker {
    private static final int MOST_REDIRECTIONS = 5;
    private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> WITH_CONTENT = Set.of(307, 308);

    private final HttpClient client;
    private final Duration timeout;
    private final int mostBytes;

    /** The client must not follow redirections itself. */
    HttpAsker(HttpClient client, Duration timeout, int mostBytes) {
        this.client = client;
        this.timeout = timeout;
        this.mostBytes = mostBytes;
    }

    /** Whatever status it has; {@link MessageException} says why there is none within the time. */
    HttpResponse<byte[]> ask(HttpRequest first) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        HttpRequest request = first;
        HttpResponse<byte[]> response = send(request, deadline);
        for (int i = 1; i <= MOST_REDIRECTIONS; i++) {
            Optional<HttpRequest> next = redirected(request, response);
            if (next.isEmpty()) {
                return response;
            }
            request = next.get();
            response = send(request, deadline);
        }
        if (redirected(request, response).isPresent()) {
            throw new MessageException(what(first) + " was redirected more than " + MOST_REDIRECTIONS + " times");
        }
        return response;
    }

    /** What to ask next; nothing when this is the answer. Nobody is led from HTTPS to HTTP. */
    private static Optional<HttpRequest> redirected(HttpRequest request, HttpResponse<byte[]> response) {
        String location = response.headers().firstValue("Location").orElse("");
        int status = response.statusCode();
        if (!REDIRECTIONS.contains(status) || location.isEmpty()) {
            return Optional.empty();
        }
        URI from = request.uri();
        URI to = resolve(request, location);
        if (isSecure(from) && !isSecure(to)) {
            return Optional.empty();
        }
        boolean isSame = origin(from).equals(origin(to));
        boolean keepsContent = WITH_CONTENT.contains(status) || request.method().equals("HEAD");
        if (!isSame && keepsContent && hasContent(request)) {
            throw new MessageException(what(request) + " was redirected to " + origin(to)
                    + ", another server, which is not sent the content; set option 'url' to it if it is to have it");
        }
        HttpRequest.Builder next = HttpRequest.newBuilder(to);
        if (isSame) {
            request.headers().map().forEach((name, values) -> {
                if (keepsContent || !name.equalsIgnoreCase("Content-Type")) {
                    values.forEach(value -> next.header(name, value));
                }
            });
        }
        String method = keepsContent ? request.method() : "GET";
        return Optional.of(next.method(
                        method,
                        keepsContent
                                ? request.bodyPublisher().orElse(BodyPublishers.noBody())
                                : BodyPublishers.noBody())
                .build());
    }

    private static boolean hasContent(HttpRequest request) {
        return request.bodyPublisher().map(body -> body.contentLength() != 0).orElse(false);
    }

    private static URI resolve(HttpRequest request, String location) {
        try {
            URI to = request.uri().resolve(location);
            HttpRequest.newBuilder(to);
            return to;
        } catch (IllegalArgumentException e) {
            throw new MessageException(what(request) + " was redirected to '" + location + "', which is no URL", e);
        }
    }

    private static boolean isSecure(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    private static String origin(URI uri) {
        return (uri.getScheme() + "://" + hostAndPort(uri)).toLowerCase(Locale.ROOT);
    }

    private static String hostAndPort(URI uri) {
        int standard = isSecure(uri) ? 443 : 80;
        return uri.getHost() + ":" + (uri.getPort() < 0 ? standard : uri.getPort());
    }

    private static String what(HttpRequest request) {
        return request.method() + " " + request.uri();
    }

    private HttpResponse<byte[]> send(HttpRequest request, long deadline) throws InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> future = client.sendAsync(request, info -> new LimitedBody(mostBytes));
        try {
            return future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw late(request, e);
        } catch (ExecutionException e) {
            throw failed(request, e.getCause() == null ? e : e.getCause());
        } finally {
            future.cancel(true);
        }
    }

    private MessageException late(HttpRequest request, Exception cause) {
        return new MessageException(
                what(request) + " was not answered within " + timeout.toMillis()
                        + " ms; see what the server does, or give option 'timeout' more",
                cause);
    }

    private MessageException failed(HttpRequest request, Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException timedOut) {
            return late(request, timedOut);
        }
        return new MessageException(what(request) + " failed: " + reason(request.uri(), cause), cause);
    }

    private static String reason(URI uri, Throwable cause) {
        Optional<MessageException> large = within(cause, MessageException.class);
        if (large.isPresent()) {
            return large.get().getMessage() + "; give option 'max_content' more";
        }
        if (within(cause, UnresolvedAddressException.class).isPresent()) {
            return "the host '" + uri.getHost() + "' is unknown; check option 'url'";
        }
        if (cause instanceof ConnectException) {
            return "nobody can be reached at " + hostAndPort(uri) + "; start the server, or check option 'url'";
        }
        if (cause instanceof SSLException) {
            return "no secure connection to " + hostAndPort(uri) + " (" + cause.getMessage()
                    + "); check its certificate, or option 'truststore'";
        }
        boolean isSilent = cause.getMessage() == null || cause instanceof EOFException;
        return "the connection to " + hostAndPort(uri) + " broke" + (isSilent ? "" : " (" + cause.getMessage() + ")")
                + "; see whether the server is well, and speaks "
                + uri.getScheme().toUpperCase(Locale.ROOT);
    }

    private static <T extends Throwable> Optional<T> within(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
