package org.rflow.components;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of an HTTP server, with threads of their own. Nothing of it blocks one of them: content is read and written as clients
 * give and take it, so a slow client costs memory and no thread. The memory of all requests and answers is counted, and limited.
 */
final class HttpListener extends Handler.Abstract.NonBlocking implements RequestContent.Reader {
    /** How many connections the system may keep until they are taken. */
    private static final int BACKLOG = 1024;

    private static final int MOST_THREADS = 16;

    private final Limits limits;
    private final HeldBytes held;
    private final Predicate<HttpExchange> taker;
    private final Server server;
    private final ServerConnector connector;
    private final AtomicInteger open = new AtomicInteger();

    /** How many requests may wait for their answers, how large each may be, and for how long; it waits as long for clients to take answers. */
    record Limits(int open, int contentBytes, Duration timeout) {}

    /**
     * {@code taker} gets each request with its content, on any thread, and says whether it takes it. With {@code tls} clients have to speak
     * HTTPS. What requests and answers hold in memory is counted in {@code held}.
     */
    HttpListener(String name, Limits limits, HeldBytes held, Optional<SSLContext> tls, Predicate<HttpExchange> taker) {
        this.limits = limits;
        this.held = held;
        this.taker = taker;
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 4);
        threads.setName(name);
        threads.setDaemon(true);
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        connector = new ServerConnector(server, 1, 1, protocols(new HttpConnectionFactory(http), tls));
        server.addConnector(connector);
        server.setHandler(this);
    }

    private static ConnectionFactory[] protocols(HttpConnectionFactory http, Optional<SSLContext> tls) {
        if (tls.isEmpty()) {
            return new ConnectionFactory[] {http};
        }
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setSslContext(tls.get());
        return new ConnectionFactory[] {new SslConnectionFactory(factory, http.getProtocol()), http};
    }

    /** Takes the address; with {@code shared} other processes may have the same, and clients are spread over them. */
    void bind(String host, int port, boolean shared) throws IOException {
        connector.setHost(host);
        connector.setPort(port);
        connector.setReusePort(shared);
        connector.setAcceptQueueSize(BACKLOG);
        connector.open();
    }

    int port() {
        return connector.getLocalPort();
    }

    void serve() throws Exception {
        server.start();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Deadline deadline = new Deadline();
        HttpExchange exchange = new HttpExchange(
                request, response, Callback.from(callback, deadline::cancel), held, open::decrementAndGet);
        boolean isOneTooMany = open.incrementAndGet() > limits.open();
        deadline.begin(exchange);
        if (isOneTooMany) {
            response.getHeaders().put("Retry-After", "1");
            exchange.answer(503, "the server has " + limits.open() + " requests to answer; try again soon");
            return true;
        }
        request.addIdleTimeoutListener(idle -> false);
        new RequestContent(request, exchange, limits.contentBytes(), this).run();
        return true;
    }

    @Override
    public void received(HttpExchange exchange, byte[] content) {
        exchange.received(content);
        if (!taker.test(exchange)) {
            exchange.answer(503, "the server is busy, or about to end; try again soon");
        }
    }

    @Override
    public void isTooLarge(HttpExchange exchange) {
        exchange.answer(413, "the request has more than " + limits.contentBytes() + " bytes");
    }

    @Override
    public void hasNoRoom(HttpExchange exchange) {
        exchange.answer(503, "the requests that wait have too many bytes together; try again soon");
    }

    @Override
    public void isBroken(HttpExchange exchange) {
        exchange.answer(400, "the request cannot be read");
    }

    /** The time for the answer, and then for the client to take it. */
    private final class Deadline {
        private Scheduler.@Nullable Task task;
        private boolean cancelled;

        void begin(HttpExchange exchange) {
            set(() -> {
                exchange.answer(
                        504, "there was no answer within " + limits.timeout().toMillis() + " ms");
                set(exchange::cutOff);
            });
        }

        private synchronized void set(Runnable action) {
            if (!cancelled) {
                task = connector
                        .getScheduler()
                        .schedule(action, limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        synchronized void cancel() {
            cancelled = true;
            if (task != null) {
                task.cancel();
            }
        }
    }

    void close() throws Exception {
        server.stop();
        connector.close();
        server.destroy();
    }
}
