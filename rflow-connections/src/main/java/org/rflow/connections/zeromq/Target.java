package org.rflow.connections.zeromq;

import java.util.List;

/** Where the batches of a {@link Lane} go. Used only by the loop thread. */
interface Target {
    /** How many copies of each message there will be. */
    int copies();

    /** Whether nobody will ever take what is pushed: all receivers are forgotten. */
    boolean isGone();

    /** Whether a batch of so many records may be pushed now. */
    boolean hasRoom(int records);

    /** Only when there is room. */
    void push(Batch batch);

    /** How many records the next batch should have at most; asked when a batch begins. */
    int batchRecords(long nowNanos);

    /**
     * One of the links, the one of whose window most is free: load sense, as a window is as wide as its receiver is fast. For
     * round-robin, and for keyed delivery with a single link.
     */
    final class OneOf implements Target {
        private static final long QUIET_NANOS = 10_000_000;

        private final List<OutgoingLink> links;
        private final int batchRecords;
        private int turn;
        private long pushedSinceQuiet;
        private long lastBatchNanos;

        OneOf(List<OutgoingLink> links, int batchRecords) {
            this.links = links;
            this.batchRecords = batchRecords;
        }

        @Override
        public int copies() {
            return 1;
        }

        @Override
        public boolean isGone() {
            return links.stream().allMatch(OutgoingLink::isForgotten);
        }

        @Override
        public boolean hasRoom(int records) {
            for (OutgoingLink link : links) {
                if (isRoomy(link, records)) {
                    return true;
                }
            }
            return false;
        }

        /** A batch that was made for the wide window of another waits for that one, unless this one has nothing to do. */
        private boolean isRoomy(OutgoingLink link, int records) {
            return link.hasRoom() && (links.size() == 1 || records <= link.room() || link.inFlight() == 0);
        }

        @Override
        public void push(Batch batch) {
            int best = best(batch.records());
            turn = best + 1;
            OutgoingLink link = links.get(best);
            batch.renumber(link.nextNumber());
            pushedSinceQuiet += batch.records();
            link.push(batch);
        }

        private int best(int records) {
            int best = turn % links.size();
            double most = -1;
            for (int i = 0; i < links.size(); i++) {
                int index = (turn + i) % links.size();
                OutgoingLink link = links.get(index);
                if (isRoomy(link, records) && link.freeShare() > most) {
                    best = index;
                    most = link.freeShare();
                }
            }
            return best;
        }

        /**
         * Small batches first, when there are several receivers: so that twenty messages that are work for an hour each do
         * not all go to the first. A batch may be as large as what each link got so far, so it is full-grown within a blink.
         */
        @Override
        public int batchRecords(long nowNanos) {
            int part = links.get(best(1)).partOfWindow(batchRecords);
            if (links.size() == 1) {
                return part;
            }
            if (nowNanos - lastBatchNanos > QUIET_NANOS && links.stream().allMatch(link -> link.inFlight() == 0)) {
                pushedSinceQuiet = 0;
            }
            lastBatchNanos = nowNanos;
            return (int) Math.max(1, Math.min(part, pushedSinceQuiet / links.size()));
        }
    }

    /** Every link gets the same bytes: broadcast. */
    final class EachOf implements Target {
        private final List<OutgoingLink> links;
        private final int batchRecords;
        private long number;

        EachOf(List<OutgoingLink> links, int batchRecords) {
            this.links = links;
            this.batchRecords = batchRecords;
        }

        @Override
        public int copies() {
            int copies = 0;
            for (OutgoingLink link : links) {
                copies += link.isForgotten() ? 0 : 1;
            }
            return copies;
        }

        @Override
        public boolean isGone() {
            return false;
        }

        @Override
        public boolean hasRoom(int records) {
            for (OutgoingLink link : links) {
                if (!link.hasRoom() && !link.isForgotten()) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void push(Batch batch) {
            batch.renumber(number);
            number += batch.records();
            for (OutgoingLink link : links) {
                if (!link.isForgotten()) {
                    link.push(batch);
                }
            }
        }

        @Override
        public int batchRecords(long nowNanos) {
            int least = batchRecords;
            for (OutgoingLink link : links) {
                least = link.isForgotten() ? least : Math.min(least, link.partOfWindow(batchRecords));
            }
            return least;
        }

        long nextNumber() {
            return number;
        }
    }
}
