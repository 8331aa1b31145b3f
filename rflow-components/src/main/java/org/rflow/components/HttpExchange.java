package org.rflow.components;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.generic.GenericRecord;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.rflow.message.MessageException;

/** A request whose client waits. It is answered once, by whoever comes first; from any thread. */
final class HttpExchange {
    static final Map<String, String> PLAIN_TEXT = Map.of("Content-Type", "text/plain; charset=utf-8");

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile byte[] content = {};

    /** {@code callback} is told when the answer is written, or cannot be. */
    HttpExchange(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    void received(byte[] body) {
        content = body;
    }

    boolean isAnswered() {
        return answered.get();
    }

    /** The client's request as data of the type {@link HttpTypes#REQUEST}. */
    GenericRecord data() {
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
        data.put("content", ByteBuffer.wrap(content));
        return data;
    }

    /** A sentence, for the client to read; false when it has been answered already. */
    boolean answer(int status, String sentence) {
        return answer(status, PLAIN_TEXT, ByteBuffer.wrap((sentence + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** False when it has been answered already; {@link MessageException} for what is no answer. Never blocks. */
    boolean answer(int status, Map<String, String> headers, ByteBuffer body) {
        if (status < 200 || status > 599) {
            throw new MessageException("status " + status + " is not between 200 and 599");
        }
        HttpFields fields = fields(headers);
        if (!answered.compareAndSet(false, true)) {
            return false;
        }
        response.setStatus(status);
        response.getHeaders().add(fields);
        response.write(true, body, callback);
        return true;
    }

    private static HttpFields fields(Map<String, String> headers) {
        HttpFields.Mutable fields = HttpFields.build();
        headers.forEach((name, value) -> {
            if (!HttpHeaders.isAllowed(name, value)) {
                throw new MessageException("header '" + name + "' has characters that HTTP does not allow");
            }
            fields.put(name, value);
        });
        return fields;
    }
}
