package org.rflow.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers some short texts by their bytes. The keys of a map come again with every message; a text found here need not be
 * made, and knows its hash already. Not thread safe.
 */
final class KeyCache {
    private static final int SIZE = 256;
    private static final int MAX_LENGTH = 64;

    private record Entry(String text, int length) {}

    private final byte[] bytes = new byte[SIZE * MAX_LENGTH];
    private final @Nullable Entry[] entries = new Entry[SIZE];

    String text(byte[] source, int offset, int length) {
        if (length == 0 || length > MAX_LENGTH) {
            return new String(source, offset, length, StandardCharsets.UTF_8);
        }
        int slot = slot(source, offset, length);
        int at = slot * MAX_LENGTH;
        Entry entry = entries[slot];
        if (entry != null
                && entry.length == length
                && Arrays.equals(bytes, at, at + length, source, offset, offset + length)) {
            return entry.text;
        }
        String text = new String(source, offset, length, StandardCharsets.UTF_8);
        System.arraycopy(source, offset, bytes, at, length);
        entries[slot] = new Entry(text, length);
        return text;
    }

    private static int slot(byte[] source, int offset, int length) {
        int hash = length * 31 + source[offset];
        hash = hash * 31 + source[offset + length / 2];
        hash = hash * 31 + source[offset + length - 1];
        return (hash ^ hash >>> 8) & (SIZE - 1);
    }
}
