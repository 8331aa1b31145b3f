package org.rflow.message;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The identities of messages that were processed, so that one that comes again is told. Holds a bit a message, and forgets
 * what is below the low position of its origin, as nothing below that comes for the first time. Not thread safe.
 */
public final class SeenSet {
    private static final int CHUNK_BITS = 10;
    private static final int WORDS = 1 << (CHUNK_BITS - 6);

    private record Key(long origin, long path, long chunk) {}

    private static final Key NONE = new Key(Identities.NOBODY, 0, 0);

    private final Map<Key, long[]> chunks = new HashMap<>();
    private final Map<Long, Long> lows = new HashMap<>();
    private Key lastKey = NONE;
    private long[] last = new long[WORDS];
    private long lowOrigin;
    private long low = Long.MIN_VALUE;

    /** Adds it; false when it was there already. Nobody is always new. */
    public boolean add(long origin, long position, long path) {
        if (origin == Identities.NOBODY) {
            return true;
        }
        if (position < lowOf(origin)) {
            return false;
        }
        long[] chunk = chunk(origin, path, position >> CHUNK_BITS);
        int word = (int) (position >> 6) & (WORDS - 1);
        long bit = 1L << position;
        boolean fresh = (chunk[word] & bit) == 0;
        chunk[word] |= bit;
        return fresh;
    }

    private long lowOf(long origin) {
        if (origin != lowOrigin) {
            lowOrigin = origin;
            low = lows.getOrDefault(origin, Long.MIN_VALUE);
        }
        return low;
    }

    private long[] chunk(long origin, long path, long number) {
        if (lastKey.chunk == number && lastKey.path == path && lastKey.origin == origin) {
            return last;
        }
        lastKey = new Key(origin, path, number);
        last = chunks.computeIfAbsent(lastKey, key -> new long[WORDS]);
        return last;
    }

    /** Nothing of the origin below the position comes for the first time any more. */
    public void prune(long origin, long newLow) {
        if (newLow <= lows.getOrDefault(origin, Long.MIN_VALUE)) {
            return;
        }
        lows.put(origin, newLow);
        lowOrigin = Identities.NOBODY;
        long firstChunk = newLow >> CHUNK_BITS;
        Iterator<Key> keys = chunks.keySet().iterator();
        while (keys.hasNext()) {
            Key key = keys.next();
            if (key.origin == origin && key.chunk < firstChunk) {
                keys.remove();
            }
        }
        lastKey = NONE;
    }

    /** How many chunks of 1,024 messages it holds. */
    int chunks() {
        return chunks.size();
    }

    public void write(DataOutputStream out) throws IOException {
        out.writeInt(lows.size());
        for (Map.Entry<Long, Long> entry : lows.entrySet()) {
            out.writeLong(entry.getKey());
            out.writeLong(entry.getValue());
        }
        out.writeInt(chunks.size());
        for (Map.Entry<Key, long[]> entry : chunks.entrySet()) {
            out.writeLong(entry.getKey().origin);
            out.writeLong(entry.getKey().path);
            out.writeLong(entry.getKey().chunk);
            for (long word : entry.getValue()) {
                out.writeLong(word);
            }
        }
    }

    public void read(DataInputStream in) throws IOException {
        int origins = in.readInt();
        for (int i = 0; i < origins; i++) {
            lows.put(in.readLong(), in.readLong());
        }
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            long[] words = new long[WORDS];
            chunks.put(new Key(in.readLong(), in.readLong(), in.readLong()), words);
            for (int word = 0; word < WORDS; word++) {
                words[word] = in.readLong();
            }
        }
    }
}
