package org.rflow.message;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * What a generated class takes for a string: the class that the properties in its schema name, {@code Utf8} if they name
 * none. Only the classes that Avro's {@code SpecificData} makes of strings are known.
 */
final class Texts {
    private static final String STRING = GenericData.StringType.String.name();
    private static final Map<String, Function<String, Object>> CLASSES = Map.of(
            BigDecimal.class.getName(), BigDecimal::new,
            BigInteger.class.getName(), BigInteger::new,
            URI.class.getName(), URI::create,
            URL.class.getName(), Texts::url,
            File.class.getName(), File::new);

    private Texts() {}

    static Function<AvroInput, Object> of(Schema string) {
        Function<String, Object> made = made(string.getProp(SpecificData.CLASS_PROP));
        if (made != null) {
            return in -> made.apply(in.readString());
        }
        return STRING.equals(string.getProp(GenericData.STRING_PROP)) ? AvroInput::readString : Texts::utf8;
    }

    static Function<AvroInput, Object> ofKeys(Schema map) {
        Function<String, Object> made = made(map.getProp(SpecificData.KEY_CLASS_PROP));
        if (made != null) {
            return in -> made.apply(in.readString());
        }
        return STRING.equals(map.getProp(GenericData.STRING_PROP)) ? AvroInput::readKey : Texts::utf8;
    }

    private static @Nullable Function<String, Object> made(@Nullable String className) {
        return className == null ? null : CLASSES.get(className);
    }

    private static Utf8 utf8(AvroInput in) {
        return new Utf8(in.readFixed(in.readLength()));
    }

    private static URL url(String text) {
        try {
            return new URL(text);
        } catch (MalformedURLException e) {
            throw new MessageException("'" + text + "' is no URL", e);
        }
    }
}
