package org.rflow.message;

import java.util.HashMap;
import java.util.Map;

/**
 * Who the message is that a worker processes just now, and so who the messages are that come of it. A source's messages are
 * numbered as they are sent, so a source that is asked again sends the same under the same numbers. What is sent while a message is
 * processed inherits its origin and position, and a path that tells it from all else that came of it. What a component sends at its
 * end is numbered as if it were a source, for it comes of its state. What is sent at other times (by a timer) is nobody. Used only by the worker's loop thread.
 */
public final class Lineage {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    /** Where a source is: how many messages it has sent. */
    public static final class Origin {
        private final long id;
        private long sent;
        private long marked;
        private boolean marking;
        private long series;

        /** {@code id}: not 0, the same for every incarnation of the source in one run. */
        public Origin(long id, long sent) {
            this.id = id;
            this.sent = sent;
            this.marked = sent;
        }

        /** What is sent next, in the same callback, is what to go on behind. */
        public void mark() {
            marking = true;
        }

        /** How many messages had been sent with the last ones that were marked. */
        public long marked() {
            return marked;
        }

        /** How many messages have been sent. */
        public long sent() {
            return sent;
        }

        /** What is sent next is told from what had the same number in another series. */
        public void series(long number) {
            series = number;
        }

        private long next() {
            sent++;
            if (marking) {
                marked = sent;
            }
            return sent;
        }

        public long id() {
            return id;
        }
    }

    /** One identity, to come back to. */
    public record Point(long origin, long position, long path, int step) {}

    /** Of what sends messages that cannot come again. */
    public static final Origin NO_ORIGIN = new Origin(Identities.NOBODY, 0);

    private final Map<Long, Long> lows = new HashMap<>();
    private Origin source = NO_ORIGIN;
    private long origin;
    private long position;
    private long path;
    private int step;
    private int depth;
    private long version;

    /** A message with this identity is processed next. */
    public void received(long newOrigin, long newPosition, long newPath) {
        source = NO_ORIGIN;
        origin = newOrigin;
        position = newPosition;
        path = newPath;
        step = 0;
    }

    /** The source is asked next. */
    public void asked(Origin newSource) {
        source = newSource;
        newSource.marking = false;
        origin = newSource.id;
        position = newSource.sent;
        path = 0;
        step = 0;
    }

    /** What is sent next comes of no message. */
    public void nobody() {
        asked(NO_ORIGIN);
    }

    /** A message is sent from a port, to all its connections; {@link #sent} follows. */
    public void sending() {
        if (depth == 0 && source != NO_ORIGIN) {
            position = source.next();
            path = source.series;
            step = 0;
        } else {
            step++;
        }
        depth++;
    }

    public void sent() {
        depth--;
    }

    public Point point() {
        return new Point(origin, position, path, step);
    }

    /** Comes back to a message that had to wait. */
    public void at(Point point) {
        received(point.origin, point.position, point.path);
        step = point.step;
    }

    public long origin() {
        return origin;
    }

    public long position() {
        return position;
    }

    /** The path of what is sent just now by way of {@code edge}. */
    public long path(long edge) {
        return mix(mix(path ^ edge) + step);
    }

    /** The path of one of the copies that a broadcast makes; {@code copy} tells it from the others, and is 0 where there are none. */
    public static long copy(long path, long copy) {
        return copy == 0 ? path : mix(path ^ copy);
    }

    /** The finalizer of SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators", 2014). */
    private static long mix(long value) {
        long z = value + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** A number for a name, never {@link Identities#NOBODY}; the same in every run. */
    public static long number(String name) {
        long number = GOLDEN;
        for (int i = 0; i < name.length(); i++) {
            number = mix(number ^ name.charAt(i));
        }
        return number | 1;
    }

    /** Nothing of the origin below the position will ever be sent again. */
    public void low(long ofOrigin, long low) {
        Long known = lows.get(ofOrigin);
        if (known == null || known < low) {
            lows.put(ofOrigin, low);
            version++;
        }
    }

    /** Grows when a low position rises. */
    public long version() {
        return version;
    }

    /** Pairs of an origin and its low position. */
    public long[] lows() {
        long[] pairs = new long[2 * lows.size()];
        int at = 0;
        for (Map.Entry<Long, Long> low : lows.entrySet()) {
            pairs[at++] = low.getKey();
            pairs[at++] = low.getValue();
        }
        return pairs;
    }
}
