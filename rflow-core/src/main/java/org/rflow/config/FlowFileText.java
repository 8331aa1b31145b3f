package org.rflow.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Gets the text of a flow file, or says in one line why it is none. */
final class FlowFileText {
    static final int MOST_BYTES = 3 << 20;
    static final String TOO_LARGE = "the file is larger than 3 MB";

    private final Reading reading;

    FlowFileText(Reading reading) {
        this.reading = reading;
    }

    Optional<String> read(Path file) {
        try {
            if (Files.isDirectory(file)) {
                return none("this is a directory", "give the flow file itself");
            }
            if (Files.size(file) > MOST_BYTES) {
                return none(TOO_LARGE, "a flow file holds the flow, not its data");
            }
            return decode(Files.readAllBytes(file));
        } catch (NoSuchFileException missing) {
            return none("there is no such file", "check its name and the directory you are in");
        } catch (AccessDeniedException denied) {
            return none("the file may not be read", "check its owner and mode");
        } catch (IOException e) {
            return none("the file cannot be read: " + e.getMessage(), "");
        }
    }

    private Optional<String> none(String what, String cure) {
        reading.problem("", what, cure);
        return Optional.empty();
    }

    Optional<String> decode(byte[] bytes) {
        for (byte each : bytes) {
            if (each == 0) {
                return none("this is a binary file", "a flow file is YAML or JSON text in UTF-8");
            }
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            reading.problem(
                    reading.place(line(text), column(text)),
                    String.format("byte 0x%02x is not UTF-8", bytes[in.position()]),
                    "save the file as UTF-8");
            return Optional.empty();
        }
        return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    /** The line that comes after the text, from 1. */
    static int line(String text) {
        return 1 + (int) text.chars().filter(c -> c == '\n').count();
    }

    static int column(String text) {
        return text.codePointCount(text.lastIndexOf('\n') + 1, text.length()) + 1;
    }
}
