package org.rflow.components;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.rflow.message.MessageException;

/** JSON text from and to data. The one place that uses Jackson. */
final class Json {
    private static final int DEEPEST = 200;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private Json() {}

    /** A number as it is written. */
    record Digits(String text) {}

    /**
     * The one value of a text: null, {@code Boolean}, {@code Long}, {@code Double} (the nearest to a number that is not written as a whole one), {@code String},
     * {@code List} or {@code Map}; {@link MessageException} says where it is no JSON, or has a number that is too large, or half of a
     * surrogate pair. A byte order mark before it is left out.
     */
    static @Nullable Object read(String text) {
        return read(text, false);
    }

    /** The same, with {@link Digits} for all numbers, whatever their size. */
    static @Nullable Object readDigits(String text) {
        return read(text, true);
    }

    private static @Nullable Object read(String text, boolean digits) {
        try (JsonParser parser = FACTORY.createParser(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)) {
            return onlyValue(parser, digits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Object onlyValue(JsonParser parser, boolean digits) throws IOException {
        try {
            if (parser.nextToken() == null) {
                throw new MessageException("the text is empty, not JSON");
            }
            Object value = value(parser, digits);
            if (parser.nextToken() != null) {
                throw new MessageException("the text goes on behind its JSON value, at " + place(parser));
            }
            return value;
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
            throw new MessageException("the text is no JSON, at " + place(where) + ": " + cause(e), e);
        }
    }

    /** Without what the parser says of itself: its options, and where its source came from. */
    private static String cause(JsonProcessingException e) {
        return e.getOriginalMessage()
                .replaceFirst(", from `.*`\\)", ")")
                .replaceFirst(": enable `.*", "")
                .replaceFirst(" \\((start marker at|not recognized as one since) .*", "");
    }

    private static String place(JsonParser parser) {
        return place(parser.currentTokenLocation());
    }

    private static String place(JsonLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static @Nullable Object value(JsonParser parser, boolean digits) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(parser, digits);
            case START_ARRAY -> items(parser, digits);
            case VALUE_STRING -> characters("text", parser.getText(), parser);
            case VALUE_NUMBER_INT -> digits ? new Digits(parser.getText()) : (Object) whole(parser);
            case VALUE_NUMBER_FLOAT -> digits ? new Digits(parser.getText()) : (Object) number(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    /** Halves of pairs would become question marks when they are encoded. */
    private static String characters(String what, String text, JsonParser parser) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    throw new MessageException("the " + what + " at " + place(parser)
                            + " has half of a surrogate pair, which is no character");
                }
                i++;
            }
        }
        return text;
    }

    private static long whole(JsonParser parser) throws IOException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw new MessageException("the whole number at " + place(parser)
                    + " does not fit 64 bits; write it as a text, or make rows, which keep its digits");
        }
        return parser.getLongValue();
    }

    private static double number(JsonParser parser) throws IOException {
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            throw new MessageException(
                    "the number at " + place(parser) + " is too large; the largest is " + Double.MAX_VALUE);
        }
        return number;
    }

    private static Map<String, @Nullable Object> fields(JsonParser parser, boolean digits) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = characters("name", parser.currentName(), parser);
            parser.nextToken();
            fields.put(name, value(parser, digits));
        }
        return fields;
    }

    private static List<@Nullable Object> items(JsonParser parser, boolean digits) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser, digits));
        }
        return items;
    }

    /** Avro's data, or a plain value, on one line. Bytes are written in Base64; {@link MessageException} for a number that is none. */
    static String write(@Nullable Object value) {
        return write(value, false);
    }

    /** The same, with {@code indented} on several lines for people. */
    static String write(@Nullable Object value, boolean indented) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            if (indented) {
                generator.setPrettyPrinter(new DefaultPrettyPrinter());
            }
            write(value, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(@Nullable Object value, JsonGenerator to) throws IOException {
        if (value instanceof CharSequence) {
            to.writeString(value.toString());
        } else if (value instanceof Number number) {
            writeNumber(number, to);
        } else if (value instanceof Digits digits) {
            to.writeNumber(digits.text());
        } else if (value instanceof Boolean bool) {
            to.writeBoolean(bool);
        } else if (value instanceof Map<?, ?> map) {
            writeFields(map, to);
        } else if (value instanceof Collection<?> list) {
            writeItems(list, to);
        } else if (value instanceof GenericRecord record) {
            writeRecord(record, to);
        } else if (value instanceof ByteBuffer || value instanceof GenericFixed) {
            to.writeString(String.valueOf(CelValues.plain(value)));
        } else if (value == null) {
            to.writeNull();
        } else {
            // symbols of enums
            to.writeString(value.toString());
        }
    }

    private static void writeNumber(Number number, JsonGenerator to) throws IOException {
        if (number instanceof Double || number instanceof Float) {
            if (!Double.isFinite(number.doubleValue())) {
                throw new MessageException("JSON has no number " + number);
            }
            to.writeNumber(number.toString());
        } else {
            to.writeNumber(number.longValue());
        }
    }

    private static void writeFields(Map<?, ?> map, JsonGenerator to) throws IOException {
        to.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            to.writeFieldName(String.valueOf(entry.getKey()));
            write(entry.getValue(), to);
        }
        to.writeEndObject();
    }

    private static void writeItems(Collection<?> list, JsonGenerator to) throws IOException {
        to.writeStartArray();
        for (Object item : list) {
            write(item, to);
        }
        to.writeEndArray();
    }

    private static void writeRecord(GenericRecord record, JsonGenerator to) throws IOException {
        Object inside = Documents.inside(record);
        if (inside != record) {
            write(inside, to);
            return;
        }
        to.writeStartObject();
        for (Schema.Field field : record.getSchema().getFields()) {
            to.writeFieldName(field.name());
            write(record.get(field.pos()), to);
        }
        to.writeEndObject();
    }
}
