package org.rflow.model;

import java.nio.charset.StandardCharsets;

/**
 * Keys hash to 256 slots, and the plan maps slots to workers, so state can move by slot. The hash is Murmur3 x86 32-bit
 * with seed 0 (Austin Appleby, public domain) of the key's UTF-8 bytes; the slot is its lowest 8 bits.
 */
public final class KeySlots {
    public static final int COUNT = 256;

    private KeySlots() {}

    public static int of(String key) {
        return murmur3(key.getBytes(StandardCharsets.UTF_8)) & (COUNT - 1);
    }

    /** Which of {@code workers} (0 to workers − 1) owns the slot: equal contiguous ranges. */
    public static int owner(int slot, int workers) {
        return slot * workers / COUNT;
    }

    static int murmur3(byte[] bytes) {
        int hash = 0;
        int whole = bytes.length & ~3;
        for (int i = 0; i < whole; i += 4) {
            int block = (bytes[i] & 0xff)
                    | ((bytes[i + 1] & 0xff) << 8)
                    | ((bytes[i + 2] & 0xff) << 16)
                    | (bytes[i + 3] << 24);
            hash = Integer.rotateLeft(hash ^ scramble(block), 13) * 5 + 0xe6546b64;
        }
        int tail = 0;
        for (int i = bytes.length - 1; i >= whole; i--) {
            tail = (tail << 8) | (bytes[i] & 0xff);
        }
        return finish(hash ^ scramble(tail) ^ bytes.length);
    }

    private static int scramble(int block) {
        return Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
    }

    private static int finish(int hash) {
        int h = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return h ^ (h >>> 16);
    }
}
