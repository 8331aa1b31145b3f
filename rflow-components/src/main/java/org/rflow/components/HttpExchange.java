package org.rflow.components;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.generic.GenericRecord;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.rflow.message.MessageException;

/**
 * A request whose client waits. It is answered once, by whoever comes first; from any thread. What it holds in memory is counted until its client has taken the
 * answer, or is gone.
 */
final class HttpExchange {
    static final Map<String, String> PLAIN_TEXT = Map.of("Content-Type", "text/plain; charset=utf-8");

    /** Those that are of the connection and not of the answer: the server knows them better than a message. */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "upgrade");

    private static final Set<Integer> WITHOUT_CONTENT = Set.of(204, 304);

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final HeldBytes all;
    private final Runnable thenDo;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicReference<byte @Nullable []> content = new AtomicReference<>();
    private long held;
    private boolean ended;

    /**
     * {@code callback} is told when the answer is written, or cannot be, and {@code thenDo} is run when there is one. What it holds is
     * counted in {@code all}.
     */
    HttpExchange(Request request, Response response, Callback callback, HeldBytes all, Runnable thenDo) {
        this.request = request;
        this.response = response;
        this.callback = Callback.from(callback, this::end);
        this.all = all;
        this.thenDo = thenDo;
    }

    void received(byte[] body) {
        content.set(body);
    }

    boolean isAnswered() {
        return answered.get();
    }

    /** False when there is no room for so much more. */
    synchronized boolean hold(long bytes) {
        if (ended || !all.hold(bytes)) {
            return false;
        }
        held += bytes;
        return true;
    }

    /** Holds nothing any more. */
    synchronized void release() {
        all.release(held);
        held = 0;
    }

    private synchronized void end() {
        ended = true;
        release();
    }

    /** Closes the connection, for a client that does not take its answer. */
    void cutOff() {
        request.getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close(new TimeoutException("the client did not take its answer"));
        end();
    }

    /** The client's request as data of the type {@link HttpTypes#REQUEST}, to be had once; nothing when it has been answered already. */
    Optional<GenericRecord> data() {
        byte[] body = content.getAndSet(null);
        if (body == null || answered.get()) {
            return Optional.empty();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.merge(field.getName(), String.valueOf(field.getValue()), (first, more) -> first + ", " + more);
        }
        GenericRecord data = HttpTypes.REQUEST.newRecord();
        data.put("path", String.valueOf(request.getHttpURI().getDecodedPath()));
        data.put("method", request.getMethod());
        String query = request.getHttpURI().getQuery();
        data.put("query", query == null ? "" : query);
        data.put("headers", headers);
        data.put("content", ByteBuffer.wrap(body));
        return Optional.of(data);
    }

    /** A sentence, for the client to read; false when it has been answered already. */
    boolean answer(int status, String sentence) {
        if (!claim()) {
            return false;
        }
        write(status, fields(PLAIN_TEXT), ByteBuffer.wrap((sentence + "\n").getBytes(StandardCharsets.UTF_8)));
        return true;
    }

    /**
     * False when it has been answered already; {@link MessageException} for what is no answer. One that finds no room becomes a 503 that says so. Never
     * blocks.
     */
    boolean answer(int status, Map<String, String> headers, ByteBuffer body) {
        if (status < 200 || status > 599) {
            throw new MessageException("status " + status + " is not between 200 and 599");
        }
        HttpFields fields = fields(headers);
        if (!claim()) {
            return false;
        }
        if (hold(body.remaining())) {
            write(status, fields, WITHOUT_CONTENT.contains(status) ? ByteBuffer.allocate(0) : body);
        } else {
            String sentence = "too many answers wait for their clients to take them; try again soon\n";
            write(503, fields(PLAIN_TEXT), StandardCharsets.UTF_8.encode(sentence));
        }
        return true;
    }

    /** Whether this is the first answer. The request needs no room then. */
    private boolean claim() {
        if (!answered.compareAndSet(false, true)) {
            return false;
        }
        content.set(null);
        release();
        thenDo.run();
        return true;
    }

    private void write(int status, HttpFields fields, ByteBuffer body) {
        response.setStatus(status);
        for (HttpField field : fields) {
            response.getHeaders().add(field);
        }
        response.write(true, body, callback);
    }

    private static HttpFields fields(Map<String, String> headers) {
        HttpFields.Mutable fields = HttpFields.build();
        headers.forEach((name, value) -> {
            for (String single : HttpHeaders.apart(name, value)) {
                if (!HttpHeaders.isAllowed(name, single)) {
                    throw new MessageException("header '" + name + "' has characters that HTTP does not allow");
                }
                if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                    fields.add(name, single);
                }
            }
        });
        return fields;
    }
}
