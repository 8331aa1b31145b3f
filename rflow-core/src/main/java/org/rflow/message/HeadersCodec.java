package org.rflow.message;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Avro bytes of headers: the fields {@code provenance} and {@code properties} of {@code org.rflow.Message}, one after the
 * other. The envelope and the batch write the same bytes.
 */
final class HeadersCodec {
    private HeadersCodec() {}

    static void write(Headers headers, WireBuffer out) {
        out.writeLong(headers.provenance().size());
        for (ProcessingEvent event : headers.provenance()) {
            out.writeString(event.componentInstanceUuid());
            writeOptional(out, event.startedAt());
            writeOptional(out, event.completedAt());
            out.writeIndex(event.context().isPresent() ? 0 : 1);
            event.context().ifPresent(out::writeBytes);
        }
        if (!headers.provenance().isEmpty()) {
            out.writeArrayEnd();
        }
        out.writeLong(headers.properties().size());
        for (Map.Entry<String, String> property : headers.properties().entrySet()) {
            out.writeString(property.getKey());
            out.writeString(property.getValue());
        }
        if (!headers.properties().isEmpty()) {
            out.writeMapEnd();
        }
    }

    private static void writeOptional(WireBuffer out, Optional<String> text) {
        out.writeIndex(text.isPresent() ? 0 : 1);
        text.ifPresent(out::writeString);
    }

    static Headers read(AvroInput in) {
        List<ProcessingEvent> provenance = new ArrayList<>();
        for (int left = in.readBlock(); left > 0; left = in.readBlock()) {
            for (; left > 0; left--) {
                provenance.add(readEvent(in));
            }
        }
        Map<String, String> properties = new LinkedHashMap<>();
        for (int left = in.readBlock(); left > 0; left = in.readBlock()) {
            for (; left > 0; left--) {
                properties.put(in.readString(), in.readString());
            }
        }
        return provenance.isEmpty() && properties.isEmpty() ? Headers.NONE : new Headers(provenance, properties);
    }

    private static ProcessingEvent readEvent(AvroInput in) {
        String uuid = in.readString();
        Optional<String> startedAt = readOptional(in);
        Optional<String> completedAt = readOptional(in);
        Optional<ByteBuffer> context = isPresent(in) ? Optional.of(in.readBytes()) : Optional.empty();
        return new ProcessingEvent(uuid, startedAt, completedAt, context);
    }

    private static Optional<String> readOptional(AvroInput in) {
        return isPresent(in) ? Optional.of(in.readString()) : Optional.empty();
    }

    private static boolean isPresent(AvroInput in) {
        return in.readIndex(2, "a union") == 0;
    }
}
