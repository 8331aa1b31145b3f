package org.rflow.connections.zeromq;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rflow.connection.Inlet;
import org.rflow.connection.ReceivedMark;
import org.rflow.connection.Undecodable;
import org.rflow.message.BatchReader;
import org.rflow.message.DataTypes;
import org.rflow.message.Identities;
import org.rflow.message.Lineage;
import org.rflow.message.MessageException;
import org.rflow.zmq.ZmqSocket;

/**
 * The receiving end of the credit link from one incarnation of one sender: its batches that wait, and the credit it has.
 * A batch is checked when it comes; its records are given out while the inlet is open. Used only by the loop thread.
 */
final class IncomingLink {
    private static final int KEPT_READERS = 4;
    /** Credit returns so often that a sender does not run dry while it is on its way. */
    private static final int CREDITS_A_WINDOW = 8;
    /** The clock is asked after 1, 2, 4, ... records, so that a slow callback is noticed at once and a quick one costs little. */
    private static final int MOST_RECORDS_A_LOOK_AT_THE_CLOCK = 64;

    private final String name;
    private final LinkFrame.Hello hello;
    private final LinkOptions options;
    private final DataTypes types;
    private final Lineage lineage;
    private final long copy;
    private final Trouble trouble;
    /** Whether at-least-once is promised: then what is missing is asked for again. */
    private final boolean reliable;

    private final Window window;
    private final Deque<Held> queue = new ArrayDeque<>();
    private final Deque<BatchReader> spare = new ArrayDeque<>();
    private final Set<BatchReader.MissingType> requested = new HashSet<>();
    private final Set<BatchReader.MissingType> unreadable = new HashSet<>();
    private byte[] routing;
    private long next;
    private long processed;
    private long receivedBytes;
    private long processedBytes;
    private long dropped;
    private long creditedRecords;
    private long grantedRecords;
    private long creditedBytes;
    private long endAt = -1;
    private long acknowledged;
    private long acknowledgedByFrame;
    private boolean welcomeDue = true;
    private boolean endConfirmed;
    private boolean departed;

    IncomingLink(String name, LinkFrame.Hello hello, byte[] routing, LinkReceiver.Setting setting) {
        this.name = name;
        this.hello = hello;
        this.routing = routing;
        this.options = setting.options();
        this.types = setting.types();
        this.lineage = setting.lineage();
        this.copy = setting.copy();
        this.trouble = setting.trouble();
        reliable = setting.reliable();
        window = new Window(options.windowRecords());
        next = hello.nextNumber();
        processed = next;
        creditedRecords = next;
        grantedRecords = next;
        acknowledged = next;
        acknowledgedByFrame = next;
        receivedBytes = hello.sentBytes();
        processedBytes = receivedBytes;
        creditedBytes = receivedBytes;
    }

    String name() {
        return name;
    }

    byte[] routing() {
        return routing;
    }

    int incarnation() {
        return hello.incarnation();
    }

    /** The sender came back on another connection, having sent as much as its new HELLO says. */
    void comeBack(byte[] newRouting) {
        routing = newRouting;
        welcomeDue = true;
        endConfirmed = false;
        requested.clear();
    }

    /** What the sender had sent by its HELLO and is not here is lost with the connection that broke; the WELCOME asks for it again where at-least-once is promised. */
    void reconcile(LinkFrame.Hello again) {
        if (reliable) {
            return;
        }
        skipTo(again.nextNumber());
        processedBytes += Math.max(0, again.sentBytes() - receivedBytes);
        receivedBytes = Math.max(receivedBytes, again.sentBytes());
    }

    private void skipTo(long number) {
        if (number > next) {
            trouble.lost(name, number - next);
            dropped += number - next;
            processed += number - next;
            next = number;
        }
    }

    void onBatch(byte[] frame) {
        if (reliable && !isNext(frame)) {
            return;
        }
        if (endAt >= 0 || !hasCredit()) {
            trouble.broken(name, endAt >= 0 ? "a batch behind its END" : "a batch without credit");
            return;
        }
        BatchReader reader = spare.isEmpty() ? new BatchReader() : spare.pop();
        if (isSound(reader, frame)) {
            skipTo(reader.firstNumber());
            next += reader.count();
            receivedBytes += frame.length;
            long[] lows = reader.identities().lows();
            for (int i = 0; i < lows.length; i += 2) {
                lineage.low(lows[i], lows[i + 1]);
            }
            if (queue.isEmpty()) {
                window.begin(processed, System.nanoTime());
            }
            queue.add(new Held(frame, reader));
        } else {
            spare.push(reader);
        }
    }

    /** A sender may send a batch while both limits are above what it has sent. */
    private boolean hasCredit() {
        return receivedBytes < byteLimit() && next < recordLimit();
    }

    private boolean isSound(BatchReader reader, byte[] frame) {
        try {
            reader.wrap(frame, Batch.OFFSET, types::find);
        } catch (MessageException e) {
            trouble.broken(name, "a batch: " + e.getMessage());
            return false;
        }
        if (reader.incarnation() == hello.incarnation() && reader.firstNumber() >= next && reader.count() > 0) {
            return true;
        }
        trouble.broken(
                name,
                "a batch of " + reader.count() + " records of incarnation " + reader.incarnation() + " from number "
                        + reader.firstNumber() + ", expected " + next);
        return false;
    }

    /** Where at-least-once is promised a batch that is here already is left out, and one behind a gap is asked for again. */
    private boolean isNext(byte[] frame) {
        long first = BatchReader.firstNumberOf(frame, Batch.OFFSET, next);
        if (first > next) {
            welcomeDue = true;
        }
        return first == next;
    }

    void onSchema(LinkFrame.Schema schema) {
        String failure = "";
        try {
            types.learn(schema.name(), schema.text());
        } catch (MessageException e) {
            failure = String.valueOf(e.getMessage());
            trouble.broken(name, "a schema: " + failure);
        }
        for (BatchReader.MissingType missing : requested) {
            if (missing.name().equals(schema.name())
                    && types.find(missing.fingerprint(), missing.name()).isEmpty()) {
                unreadable.add(missing);
            }
        }
    }

    void onEnd(long count) {
        if (count < next) {
            trouble.broken(name, "an END at " + count + " after record " + next);
            return;
        }
        if (reliable && count > next) {
            welcomeDue = true;
            return;
        }
        skipTo(count);
        endAt = count;
    }

    /** The sender died or was replaced: what it sent is still given out, and nothing more is waited for. */
    void depart() {
        departed = true;
    }

    boolean isDeparted() {
        return departed;
    }

    /** Whether all that was sent has been processed. */
    boolean isEnded() {
        return queue.isEmpty() && (departed || endAt >= 0);
    }

    boolean isDrained() {
        return queue.isEmpty();
    }

    /** Gives out records until the budget or the time is used up, or the inlet shuts; returns how many. */
    int deliver(Inlet inlet, int budget, long untilNanos) {
        int done = 0;
        int look = 1;
        while (done < budget) {
            BatchReader batch = readable(inlet);
            if (batch == null) {
                break;
            }
            int given = give(batch, inlet, Math.min(look, budget - done));
            done += given;
            if (batch.remaining() == 0) {
                remove();
            } else if (given < look) {
                break;
            }
            if (System.nanoTime() - untilNanos >= 0) {
                break;
            }
            look = Math.min(2 * look, MOST_RECORDS_A_LOOK_AT_THE_CLOCK);
        }
        return done;
    }

    private int give(BatchReader batch, Inlet inlet, int most) {
        int given = 0;
        while (given < most && inlet.isOpen() && batch.next()) {
            if (reliable) {
                introduce(batch);
            }
            inlet.receive(batch.message());
            processed++;
            given++;
        }
        return given;
    }

    private void introduce(BatchReader batch) {
        if (batch.isIdentified()) {
            Identities who = batch.identities();
            int record = batch.index();
            lineage.received(who.origin(record), who.position(record), Lineage.copy(who.path(record), copy));
        } else {
            lineage.nobody();
        }
    }

    /** The batch whose turn it is, or null when there is none or its schemas are not here yet. */
    private @Nullable BatchReader readable(Inlet inlet) {
        while (!queue.isEmpty()) {
            Held held = queue.element();
            if (held.reader.missing().isEmpty()) {
                return held.reader;
            }
            held.reader.wrap(held.frame, Batch.OFFSET, types::find);
            if (held.reader.missing().isEmpty()) {
                return held.reader;
            }
            if (held.reader.missing().stream().noneMatch(unreadable::contains)) {
                return null;
            }
            dropUnreadable(held, inlet);
        }
        return null;
    }

    private void dropUnreadable(Held held, Inlet inlet) {
        BatchReader batch = held.reader;
        BatchReader.MissingType type = batch.missing().get(0);
        MessageException cause = new MessageException(batch.count() + " messages of " + name
                + " cannot be read: the sender announced no schema for '" + type.name() + "' that we understand");
        inlet.undecodable(new Undecodable(type.name(), true, ByteBuffer.wrap(held.frame), cause));
        dropped += batch.count();
        processed += batch.count();
        remove();
    }

    private void remove() {
        Held held = queue.remove();
        processedBytes += held.frame.length;
        if (spare.size() < KEPT_READERS && held.frame.length <= 2 * options.batchBytes()) {
            spare.push(held.reader);
        }
    }

    /** Sends what is due; {@code everything}: also credit and acknowledgements that nobody waits for. What the socket has no room for stays due. */
    void answer(ZmqSocket socket, boolean everything) {
        if (welcomeDue && offer(socket, new LinkFrame.Welcome(recordLimit(), byteLimit(), next))) {
            welcomeDue = false;
            credited();
        }
        if ((isCreditDue() || (everything && hasCreditLeft())) && offerCredit(socket)) {
            credited();
        }
        if ((isAckDue() || (everything && hasAckLeft())) && offer(socket, new LinkFrame.Ack(acknowledged))) {
            acknowledgedByFrame = acknowledged;
        }
        requestSchemas(socket);
        if (isEndDue()) {
            endConfirmed = offer(socket, new LinkFrame.EndConfirmed(endAt));
        }
    }

    /** Marks what has been given out so far. */
    ReceivedMark mark() {
        long marked = processed;
        return () -> acknowledged = Math.max(acknowledged, marked);
    }

    /** Nothing is left to do, for now. */
    void rest() {
        if (queue.isEmpty()) {
            window.adapt(processed, System.nanoTime());
        }
    }

    /** Whether the sender knows all that we could tell. */
    boolean hasSaidAll() {
        return !welcomeDue && !hasCreditLeft() && !hasAckLeft() && !isEndDue() && hasRequestedSchemas();
    }

    private boolean isEndDue() {
        return endAt >= 0 && queue.isEmpty() && !endConfirmed && (!reliable || acknowledged == endAt);
    }

    private boolean isAckDue() {
        return (acknowledged - acknowledgedByFrame) * CREDITS_A_WINDOW >= window.records() && hasAckLeft();
    }

    private boolean hasAckLeft() {
        return acknowledged > acknowledgedByFrame;
    }

    private boolean offerCredit(ZmqSocket socket) {
        window.adapt(processed, System.nanoTime());
        return offer(socket, new LinkFrame.Credit(processed, recordLimit(), byteLimit()));
    }

    private void credited() {
        grantedRecords = recordLimit();
        creditedRecords = processed;
        creditedBytes = processedBytes;
    }

    private boolean isCreditDue() {
        return (processed - creditedRecords) * CREDITS_A_WINDOW >= window.records()
                || (processedBytes - creditedBytes) * CREDITS_A_WINDOW >= options.windowBytes();
    }

    private boolean hasCreditLeft() {
        return processed > creditedRecords || processedBytes > creditedBytes;
    }

    private void requestSchemas(ZmqSocket socket) {
        if (queue.isEmpty()) {
            return;
        }
        for (BatchReader.MissingType missing : queue.element().reader.missing()) {
            if (!requested.contains(missing)) {
                if (!offer(socket, new LinkFrame.SchemaRequest(missing.fingerprint(), missing.name()))) {
                    return;
                }
                requested.add(missing);
            }
        }
    }

    private boolean hasRequestedSchemas() {
        return queue.isEmpty() || requested.containsAll(queue.element().reader.missing());
    }

    /** What was granted once is not taken back when the window shrinks. */
    private long recordLimit() {
        return Math.max(grantedRecords, processed + window.records());
    }

    private long byteLimit() {
        return processedBytes + options.windowBytes();
    }

    /** A peer that is gone counts as told: it says HELLO when it comes back. */
    private boolean offer(ZmqSocket socket, LinkFrame frame) {
        return socket.send(routing.clone(), frame.encode()) || socket.isUnreachable();
    }

    /** Records taken from the wire and not given out. */
    long inFlight() {
        return next - processed;
    }

    /** Records that were found safe, of those that came. */
    long acknowledged() {
        return acknowledged - hello.nextNumber();
    }

    long dropped() {
        return dropped;
    }

    /** A batch whose records have not all been given out. */
    private static final class Held {
        private final byte[] frame;
        private final BatchReader reader;

        Held(byte[] frame, BatchReader reader) {
            this.frame = frame;
            this.reader = reader;
        }
    }
}
