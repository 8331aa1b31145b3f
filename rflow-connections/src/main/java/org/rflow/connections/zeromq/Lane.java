package org.rflow.connections.zeromq;

import java.util.ArrayDeque;
import java.util.Deque;
import org.rflow.message.BatchWriter;
import org.rflow.message.Lineage;
import org.rflow.message.Message;
import org.rflow.model.Overflow;

/**
 * One open batch and those that are full and wait for room. A lane is full while one waits, so it holds at most one batch
 * beyond the receivers' windows, plus what a callback overruns it by; one that drops is never full, and as much waits in it as the
 * {@link Overflow} lets. Used only by the loop thread.
 */
final class Lane {
    /** What comes back in a cycle may make this many windows wait for room. */
    private static final int MOST_WINDOWS = 16;

    private final int incarnation;
    private final Target target;
    private final BatchWriter writer;
    private final FramePool pool;
    private final Deque<Batch> waiting = new ArrayDeque<>();
    /** Where at-least-once is promised: finished and not known to be safe, from record {@link #safe} on. */
    private final Deque<Batch> unsafe = new ArrayDeque<>();

    private final long unsafeLimit;
    private final Overflow overflow;
    private final long waitingLimit;
    private long waitingBytes;
    private long dropped;
    private long appended;
    private long safe;
    private long unsafeBytes;
    private long lowsVersion;
    private long waitingRecords;
    private long openedNanos;
    private int maxRecords;
    private long bytes;

    /** {@code unsafeLimit}: how many bytes of memory may be kept until they are safe; 0 to keep none. */
    Lane(int incarnation, Target target, LinkOptions options, long unsafeLimit, Overflow overflow) {
        this.incarnation = incarnation;
        this.target = target;
        this.writer = Batch.writer(options.batchBytes());
        this.pool = new FramePool(options.batchBytes());
        this.unsafeLimit = unsafeLimit;
        this.overflow = overflow;
        this.waitingLimit = options.windowBytes();
        writer.begin(incarnation, 0);
    }

    /** A message that cannot be encoded leaves no trace. */
    void append(Message message, long nowNanos) {
        if (overflow == Overflow.DROP_NEWEST && waitingBytes >= waitingLimit) {
            dropped++;
            return;
        }
        writer.append(message);
        appended(nowNanos);
    }

    /** The same for a message of which the receiver has to know who it is. */
    void append(Message message, long nowNanos, Lineage lineage, long edge) {
        writer.append(message, lineage.origin(), lineage.position(), lineage.path(edge));
        if (lineage.version() != lowsVersion) {
            lowsVersion = lineage.version();
            writer.lows(lineage.lows());
        }
        appended(nowNanos);
    }

    private void appended(long nowNanos) {
        appended++;
        if (writer.count() == 1) {
            openedNanos = nowNanos;
            maxRecords = target.batchRecords(nowNanos);
        }
        if (writer.count() >= maxRecords || writer.isFull()) {
            finish();
            drain();
        }
    }

    private void finish() {
        Batch batch = Batch.of(writer, pool);
        writer.begin(incarnation, 0);
        bytes += (long) batch.size() * target.copies();
        waiting.add(batch);
        waits(batch, 1);
        if (unsafeLimit > 0) {
            unsafe.add(batch);
            unsafeBytes += batch.heldBytes();
        }
    }

    private void waits(Batch batch, int sign) {
        waitingRecords += (long) sign * batch.records();
        waitingBytes += (long) sign * batch.size();
    }

    /** How many records were appended so far. */
    long appended() {
        return appended;
    }

    /** How many records, from the first on, all their receivers have safe. */
    long safe() {
        forgetSafe();
        return safe;
    }

    private void forgetSafe() {
        Batch first = unsafe.peek();
        while (first != null && first.isDone()) {
            safe += first.records();
            unsafeBytes -= first.heldBytes();
            unsafe.remove();
            first = unsafe.peek();
        }
    }

    /** Pushes what waits, as far as there is room; returns how many batches left. */
    int drain() {
        int pushed = 0;
        while (!waiting.isEmpty() && target.hasRoom(waiting.element().records())) {
            Batch batch = waiting.remove();
            waits(batch, -1);
            target.push(batch);
            pushed++;
        }
        if (overflow == Overflow.DROP_OLDEST) {
            dropOldest();
        }
        return pushed;
    }

    private void dropOldest() {
        while (waitingBytes > waitingLimit && waiting.size() > 1) {
            Batch oldest = waiting.remove();
            waits(oldest, -1);
            dropped += oldest.records();
            oldest.discard();
        }
    }

    /** Records that were dropped because there was no room for them. */
    long dropped() {
        return dropped;
    }

    /** Sends the open batch as it is, if there is room; without room it goes on growing. */
    int flush() {
        if (writer.count() == 0 || !waiting.isEmpty() || !target.hasRoom(writer.count())) {
            return 0;
        }
        finish();
        return drain();
    }

    /** Whether the open batch was begun so long ago. */
    boolean isOlderThan(long nanos, long nowNanos) {
        return writer.count() > 0 && nowNanos - openedNanos >= nanos;
    }

    boolean isFull() {
        if (overflow.isDropping()) {
            return false;
        }
        return !waiting.isEmpty() || (unsafeLimit > 0 && keepsTooMuch());
    }

    /** Whether much more waits than the receivers let us be ahead. */
    boolean isOverrun() {
        return waitingBytes >= MOST_WINDOWS * waitingLimit;
    }

    /** Whether half of what may be kept is. */
    boolean isHalfUnsafe() {
        return 2 * unsafeBytes >= unsafeLimit && !unsafe.isEmpty();
    }

    private boolean keepsTooMuch() {
        if (unsafeBytes >= unsafeLimit) {
            forgetSafe();
        }
        return unsafeBytes >= unsafeLimit;
    }

    /** Whether everything was pushed. */
    boolean hasLeft() {
        return writer.count() == 0 && waiting.isEmpty();
    }

    /** Whether everything was pushed, and is safe where that is promised. */
    boolean isEmpty() {
        forgetSafe();
        return writer.count() == 0 && waiting.isEmpty() && unsafe.isEmpty();
    }

    /** Records appended and not pushed. */
    long records() {
        return writer.count() + waitingRecords;
    }

    /** Bytes of all batches, once for each copy. */
    long bytes() {
        return bytes;
    }

    int copies() {
        return target.copies();
    }

    /** Forgets everything when nobody can take it any more; returns how many records that were. */
    long abandonIfGone() {
        if (!target.isGone()) {
            return 0;
        }
        long abandoned = records();
        waiting.clear();
        waitingRecords = 0;
        waitingBytes = 0;
        writer.begin(incarnation, 0);
        return abandoned;
    }

    /** Puts batches back in front that a link could not send. */
    void putBack(Deque<Batch> batches) {
        while (!batches.isEmpty()) {
            Batch last = batches.removeLast();
            waiting.addFirst(last);
            waits(last, 1);
        }
    }
}
