package org.rflow.connections.zeromq;

import java.util.List;

/** Where the batches of a {@link Lane} go. Used only by the loop thread. */
interface Target {
    /** How many copies of each message there will be. */
    int copies();

    /** Whether nobody will ever take what is pushed: all receivers are forgotten. */
    boolean isGone();

    /** Whether a batch may be pushed now. */
    boolean hasRoom();

    /** Only when there is room. */
    void push(Batch batch);

    /** How many records the next batch should have at most; asked when a batch begins. */
    int batchRecords(long nowNanos);

    /** One of the links, the one with the most room: load sense. For round-robin, and for keyed delivery with a single link. */
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
        public boolean hasRoom() {
            for (OutgoingLink link : links) {
                if (link.hasRoom()) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void push(Batch batch) {
            OutgoingLink link = best();
            batch.renumber(link.nextNumber());
            pushedSinceQuiet += batch.records();
            link.push(batch);
        }

        private OutgoingLink best() {
            OutgoingLink best = links.get(0);
            long most = Long.MIN_VALUE;
            for (int i = 0; i < links.size(); i++) {
                OutgoingLink link = links.get((turn + i) % links.size());
                if (link.hasRoom() && link.room() > most) {
                    best = link;
                    most = link.room();
                }
            }
            turn = (links.indexOf(best) + 1) % links.size();
            return best;
        }

        /**
         * Small batches first, when there are several receivers: so that twenty messages that are work for an hour each do
         * not all go to the first. A batch may be as large as what each link got so far, so it is full-grown within a blink.
         */
        @Override
        public int batchRecords(long nowNanos) {
            if (links.size() == 1) {
                return batchRecords;
            }
            if (nowNanos - lastBatchNanos > QUIET_NANOS && links.stream().allMatch(link -> link.inFlight() == 0)) {
                pushedSinceQuiet = 0;
            }
            lastBatchNanos = nowNanos;
            return (int) Math.max(1, Math.min(batchRecords, pushedSinceQuiet / links.size()));
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
        public boolean hasRoom() {
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
            return batchRecords;
        }

        long nextNumber() {
            return number;
        }
    }
}
