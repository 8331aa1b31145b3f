package org.rflow.components;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
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

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private Json() {}

    /**
     * The one value of a text: null, {@code Boolean}, {@code Long}, {@code Double} (also whole numbers that are too large for a long), {@code String},
     * {@code List} or {@code Map}; {@link MessageException} says where it is no JSON.
     */
    static @Nullable Object read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new MessageException("the text is empty, not JSON");
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new MessageException("the text goes on behind its JSON value, at "
                        + place(
                                parser.currentTokenLocation().getLineNr(),
                                parser.currentTokenLocation().getColumnNr()));
            }
            return value;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : ", at "
                            + place(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            throw new MessageException("the text is no JSON" + where + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String place(int line, int column) {
        return "line " + line + ", column " + column;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Object whole(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? number(parser)
                : (Object) parser.getLongValue();
    }

    private static double number(JsonParser parser) throws IOException {
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            throw new MessageException("the number at "
                    + place(
                            parser.currentTokenLocation().getLineNr(),
                            parser.currentTokenLocation().getColumnNr())
                    + " is too large");
        }
        return number;
    }

    private static Map<String, @Nullable Object> fields(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static List<@Nullable Object> items(JsonParser parser) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
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
