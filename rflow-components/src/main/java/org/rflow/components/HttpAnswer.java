package org.rflow.components;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.rflow.message.MessageException;

/** A server's answer as a message can have it: unpacked, and as a text. {@link MessageException} says what cannot be read. */
final class HttpAnswer {
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\\s\";]+)");
    private static final String ENCODING = "content-encoding";

    private final int status;
    private final Map<String, String> headers;
    private final byte[] content;

    private HttpAnswer(int status, Map<String, String> headers, byte[] content) {
        this.status = status;
        this.headers = headers;
        this.content = content;
    }

    /** What is packed by gzip is unpacked, to at most so many bytes, and its headers no longer say that it is. */
    static HttpAnswer of(HttpResponse<byte[]> response, int mostBytes) {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name, HttpHeaders.together(name, values)));
        String encoding =
                response.headers().firstValue(ENCODING).orElse("").strip().toLowerCase(Locale.ROOT);
        boolean isPacked = (encoding.equals("gzip") || encoding.equals("x-gzip")) && response.body().length > 0;
        if (!isPacked) {
            return new HttpAnswer(response.statusCode(), headers, response.body());
        }
        headers.remove(ENCODING);
        headers.remove("content-length");
        return new HttpAnswer(response.statusCode(), headers, unpacked(response.body(), mostBytes));
    }

    private static byte[] unpacked(byte[] packed, int mostBytes) {
        try (GZIPInputStream content = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] bytes = content.readNBytes(mostBytes);
            if (content.read() >= 0) {
                throw new MessageException(
                        "the response has more than " + mostBytes + " bytes; give option 'max_content' more");
            }
            return bytes;
        } catch (IOException e) {
            throw new MessageException("the response says that it is gzip, and is not: " + e.getMessage(), e);
        }
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] content() {
        return content;
    }

    /** In the charset that it names, else UTF-8. */
    String text() {
        if (headers.containsKey(ENCODING)
                && !headers.get(ENCODING).equalsIgnoreCase("identity")
                && content.length > 0) {
            throw new MessageException(
                    "the response has the Content-Encoding '" + headers.get(ENCODING)
                            + "', which is no text; take it with 'as: raw', or let the server send gzip or nothing of the kind");
        }
        return new String(content, charset());
    }

    private Charset charset() {
        Matcher named = CHARSET.matcher(headers.getOrDefault("content-type", ""));
        if (!named.find()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(named.group(1));
        } catch (IllegalArgumentException e) {
            throw new MessageException(
                    "the response has the charset '" + named.group(1)
                            + "', which Java does not know; take it with 'as: raw'",
                    e);
        }
    }
}
