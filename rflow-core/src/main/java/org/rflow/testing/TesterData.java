package org.rflow.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.rflow.message.Message;

/** How the plain values in a test become messages, and messages values that can be compared. */
final class TesterData {
    private TesterData() {}

    static Message message(Object datum) {
        if (datum instanceof Message message) {
            return message;
        }
        if (datum instanceof Long || datum instanceof Integer) {
            return Message.of(((Number) datum).longValue());
        }
        if (datum instanceof String text) {
            return Message.of(text);
        }
        if (datum instanceof byte[] bytes) {
            return Message.of(bytes);
        }
        if (datum instanceof Map<?, ?> map) {
            Map<String, String> row = new LinkedHashMap<>();
            map.forEach((key, value) -> row.put((String) key, (String) value));
            return Message.of(row);
        }
        if (datum instanceof SpecificRecord record) {
            return Message.of(record);
        }
        throw new IllegalArgumentException(
                "send a whole number, text, bytes, a map of texts, a generated record or a Message, not a "
                        + datum.getClass());
    }

    /** Numbers as long, rows as maps, generated records in Avro's generic form, messages as their data. */
    static Object comparable(Object value) {
        Object data = value instanceof Message message ? message.data() : value;
        if (data instanceof SpecificRecord record) {
            return Message.of(record).data();
        }
        if (data instanceof byte[] bytes) {
            return Message.of(bytes).data();
        }
        if (data instanceof Integer number) {
            return number.longValue();
        }
        return data;
    }

    /** Equal, or one is a text and the other's text is the same. */
    static boolean same(List<Object> expected, List<Object> found) {
        if (expected.size() != found.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            Object wanted = expected.get(i);
            if (!wanted.equals(found.get(i))
                    && !(wanted instanceof String && wanted.equals(found.get(i).toString()))) {
                return false;
            }
        }
        return true;
    }
}
