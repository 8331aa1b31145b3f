package org.rflow.store;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map of texts as a JSON object (RFC 8259), the form of options in the database. A number, true or false that somebody
 * wrote by hand is read as its text, and a null as if it were not there; nested values are refused.
 */
final class TextMap {
    private final String json;
    private int at;

    private TextMap(String json) {
        this.json = json;
    }

    static String write(Map<String, String> map) {
        StringBuilder json = new StringBuilder("{");
        map.forEach((name, value) -> {
            json.append(json.length() == 1 ? "" : ",");
            quote(json, name);
            json.append(':');
            quote(json, value);
        });
        return json.append('}').toString();
    }

    /** Reads it in the order in which it is written; an {@link IllegalArgumentException} says where it is wrong. */
    static Map<String, String> read(String json) {
        return new TextMap(json).object();
    }

    private Map<String, String> object() {
        Map<String, String> map = new LinkedHashMap<>();
        expect('{');
        if (next() == '}') {
            at++;
        } else {
            do {
                String name = string();
                expect(':');
                if (next() == '"') {
                    map.put(name, string());
                } else {
                    String word = word();
                    if (!word.equals("null")) {
                        map.put(name, word);
                    }
                }
            } while (isComma());
            expect('}');
        }
        if (next() != 0) {
            throw wrong("the end");
        }
        return map;
    }

    private boolean isComma() {
        if (next() == ',') {
            at++;
            return true;
        }
        return false;
    }

    private String word() {
        int start = at;
        while (at < json.length() && ",}\"[]{ \t\r\n:".indexOf(json.charAt(at)) < 0) {
            at++;
        }
        String word = json.substring(start, at);
        if (!word.matches("null|true|false|-?[0-9].*")) {
            at = start;
            throw wrong("a text, a number, true, false or null");
        }
        return word;
    }

    private String string() {
        expect('"');
        StringBuilder text = new StringBuilder();
        while (at < json.length()) {
            char c = json.charAt(at++);
            if (c == '"') {
                return text.toString();
            }
            text.append(c == '\\' ? escaped() : c);
        }
        throw wrong("\"");
    }

    private char escaped() {
        char c = at < json.length() ? json.charAt(at++) : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("an escape");
        };
    }

    private char unicode() {
        String digits = json.substring(at, Math.min(at + 4, json.length()));
        if (!digits.matches("[0-9A-Fa-f]{4}")) {
            throw wrong("four hexadecimal digits");
        }
        at += 4;
        return (char) Integer.parseInt(digits, 16);
    }

    private void expect(char c) {
        if (next() != c) {
            throw wrong(String.valueOf(c));
        }
        at++;
    }

    /** The next character that is no blank, 0 at the end. */
    private char next() {
        while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
        return at < json.length() ? json.charAt(at) : 0;
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException(
                "the JSON object is wrong at character " + (at + 1) + ": there should be " + expected);
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    // PostgreSQL takes no NUL and no half of a surrogate pair
                    if (c < ' ' || Character.isSurrogate(c)) {
                        json.append(String.format("\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }
}
