package org.rflow.components;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.rflow.message.DataType;
import org.rflow.message.Message;

/** The data types of HTTP components (RF-208), as {@code schemas/data} has them. */
final class HttpTypes {
    private static final String HEADERS =
            "{\"name\":\"headers\",\"type\":{\"type\":\"map\",\"values\":\"string\"},\"default\":{}}";
    private static final String CONTENT = "{\"name\":\"content\",\"type\":\"bytes\",\"default\":\"\"}";

    static final DataType REQUEST = DataType.of(
            "RFlow::Message::Data::HTTPRequest",
            "{\"type\":\"record\",\"name\":\"HTTPRequest\",\"namespace\":\"org.rflow.message.data\",\"fields\":["
                    + "{\"name\":\"path\",\"type\":\"string\"},"
                    + "{\"name\":\"method\",\"type\":\"string\",\"default\":\"GET\"},"
                    + "{\"name\":\"query\",\"type\":\"string\",\"default\":\"\"},"
                    + HEADERS + "," + CONTENT + "]}");
    static final DataType RESPONSE = DataType.of(
            "RFlow::Message::Data::HTTPResponse",
            "{\"type\":\"record\",\"name\":\"HTTPResponse\",\"namespace\":\"org.rflow.message.data\",\"fields\":["
                    + "{\"name\":\"status\",\"type\":\"int\",\"default\":200},"
                    + CONTENT + "," + HEADERS + "]}");

    private HttpTypes() {}

    /** The text in UTF-8 of the content of a request or response; empty for messages of other types. */
    static Optional<String> content(Message message) {
        String type = message.type().name();
        if (!type.equals(REQUEST.name()) && !type.equals(RESPONSE.name())) {
            return Optional.empty();
        }
        ByteBuffer content = (ByteBuffer) message.record().get("content");
        return Optional.of(StandardCharsets.UTF_8.decode(content.duplicate()).toString());
    }

    static GenericRecord response(int status, Map<String, String> headers, byte[] content) {
        GenericRecord response = RESPONSE.newRecord();
        response.put("status", status);
        response.put("headers", headers);
        response.put("content", ByteBuffer.wrap(content));
        return response;
    }
}
