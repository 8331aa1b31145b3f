package org.rflow.connections.zeromq;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rflow.connection.EndSpec;
import org.rflow.loop.Watch;
import org.rflow.message.DataType;
import org.rflow.message.MessageException;
import org.rflow.model.Guarantee;
import org.rflow.model.WorkerRef;
import org.rflow.zmq.SocketKind;
import org.rflow.zmq.SocketSettings;
import org.rflow.zmq.ZmqException;
import org.rflow.zmq.ZmqSocket;

/**
 * The sending end of the credit link to one receiver: a DEALER, and how far the receiver lets us send. A batch may leave
 * while both limits are above what was sent, so at most the last one overruns them, and a batch larger than the whole
 * window travels alone. Used only by the loop thread.
 */
final class OutgoingLink {
    /** Credit bounds what is under way; this only bounds it once more, for many tiny batches. */
    private static final SocketSettings SETTINGS = SocketSettings.data().withHighWater(256, 256);

    private static final int FRAMES_A_TURN = 16;
    private static final int BATCHES_A_WINDOW = 2;
    private static final Duration GREET_AGAIN = Duration.ofSeconds(1);
    private static final int GREETINGS = 3;

    private final EndSpec spec;
    private final WorkerRef receiver;
    private final Trouble trouble;
    /** Whether at-least-once is promised: then what was sent is kept until it is safe, and sent again when need be. */
    private final boolean reliable;

    /** Pushed and not taken by the socket. */
    private final Deque<Batch> queue = new ArrayDeque<>();
    /** Taken by the socket and not known to be processed, or not known to be safe where that is promised, from number {@link #unconfirmedFrom} on. */
    private final Deque<Batch> unconfirmed = new ArrayDeque<>();

    private final Set<DataType> used = new HashSet<>();
    private final Set<DataType> announced = new HashSet<>();
    private @Nullable ZmqSocket socket;
    private String address = "";
    private boolean forgotten;
    private boolean absent;
    private boolean greeted;
    private boolean welcomed;
    private boolean heard;
    private int unanswered;
    private boolean safetyDue;
    /** END was said once: the receiver may have finished, so nothing new goes there. */
    private boolean closing;

    private boolean endDue;
    private boolean ended;
    private long number;
    private long unconfirmedFrom;
    private long processed;
    private long recordLimit;
    private long pushedBytes;
    private long waitingRecords;
    private long waitingBytes;
    private long byteLimit;
    private long redelivered;

    OutgoingLink(EndSpec spec, WorkerRef receiver, Trouble trouble) {
        this.spec = spec;
        this.receiver = receiver;
        this.trouble = trouble;
        reliable = spec.attachment().connection().guarantee() == Guarantee.AT_LEAST_ONCE;
    }

    WorkerRef receiver() {
        return receiver;
    }

    /**
     * Begins a fresh link to a receiver that is expected (again). The next batch that is pushed will have the number; what was {@link #keep kept}
     * is sent before it.
     */
    void connect(String newAddress, long firstNumber) {
        close();
        address = newAddress;
        forgotten = false;
        absent = false;
        number = firstNumber;
        unconfirmedFrom = nextToLeave();
        processed = unconfirmedFrom;
        recordLimit = unconfirmedFrom;
        pushedBytes = waitingBytes;
        byteLimit = 0;
        closing = false;
        ended = false;
        open();
    }

    private void open() {
        ZmqSocket fresh = spec.loop().context().open(SocketKind.DEALER, SETTINGS);
        socket = fresh;
        unanswered = 0;
        fresh.connect(address);
        greet();
        greetAgainLater(fresh);
    }

    /**
     * A connection that breaks takes along what was on it: a HELLO, the last batches, END, or the answers. If we have nothing more to
     * send, nobody would notice; so, as long as an answer is waited for and nothing is heard, we say HELLO again. JeroMQ watches a
     * handshake only until the greeting, and one that hangs behind it hangs for ever; so where nobody has answered yet another connection is tried.
     */
    private void greetAgainLater(ZmqSocket current) {
        heard = false;
        spec.loop().schedule(GREET_AGAIN, () -> {
            if (socket != current || ended) {
                return;
            }
            if (isUnanswered()) {
                current.close();
                open();
                return;
            }
            if (!heard && isWaiting()) {
                unanswered++;
                greet();
            }
            greetAgainLater(current);
        });
    }

    private boolean isUnanswered() {
        return !heard && !welcomed && unanswered >= GREETINGS && !isRefused();
    }

    private boolean isWaiting() {
        return !welcomed || !unconfirmed.isEmpty() || closing;
    }

    private void greet() {
        LinkFrame.Hello hello = new LinkFrame.Hello(
                spec.attachment().connection().uuid(),
                spec.self().uuid(),
                spec.incarnation(),
                nextToLeave(),
                bytesThatLeft());
        greeted = offer(hello.encode());
    }

    private long nextToLeave() {
        return number - waitingRecords;
    }

    private long bytesThatLeft() {
        return pushedBytes - waitingBytes;
    }

    boolean isConnected() {
        return socket != null;
    }

    boolean isConnectedTo(String otherAddress) {
        return socket != null && address.equals(otherAddress);
    }

    /** The receiver is not expected any more, until it is connected again. */
    boolean isForgotten() {
        return forgotten;
    }

    /** The receiver is not there, and what is for it is kept until it is connected again. */
    boolean isAbsent() {
        return absent;
    }

    void awaitReturn() {
        absent = true;
    }

    boolean isWelcomed() {
        return welcomed;
    }

    /** Whether one more batch may be pushed. */
    boolean hasRoom() {
        return welcomed && !closing && number < recordLimit && pushedBytes < byteLimit && queue.isEmpty();
    }

    /** How many records the receiver would still take. */
    long room() {
        return recordLimit - number;
    }

    /** How much of what the receiver lets us be ahead is free, from 0 to 1. */
    double freeShare() {
        return (double) room() / Math.max(1, window());
    }

    /** How many records a batch should have at most, so that the receiver works on one while the next is on its way. */
    int partOfWindow(int most) {
        return (int) Math.max(1, Math.min(most, window() / BATCHES_A_WINDOW));
    }

    private long window() {
        return recordLimit - processed;
    }

    long nextNumber() {
        return number;
    }

    /** Records pushed and not known to be processed. */
    long inFlight() {
        return number - processed;
    }

    /** Takes a batch that is numbered {@link #nextNumber}, and sends it as soon as the socket lets us. */
    void push(Batch batch) {
        number += batch.records();
        pushedBytes += batch.size();
        batch.hold();
        queue.add(batch);
        waits(batch, 1);
        flush();
    }

    /** Reads what the receiver says and sends what waits; returns how much was done. */
    int work() {
        ZmqSocket from = socket;
        if (from == null) {
            return 0;
        }
        int done = 0;
        while (done < FRAMES_A_TURN && socket != null) {
            byte[][] frames = from.receive();
            if (frames == null) {
                break;
            }
            done++;
            read(frames[frames.length - 1]);
        }
        return done + flush();
    }

    private int flush() {
        int sent = 0;
        if (!greeted) {
            greet();
        }
        if (safetyDue) {
            askForSafety();
        }
        while (greeted && !queue.isEmpty() && isWithinLimits()) {
            Batch batch = queue.element();
            if (!announce(batch) || !offer(batch)) {
                break;
            }
            unconfirmed.add(queue.remove());
            waits(batch, -1);
            sent++;
        }
        return sent;
    }

    /** Always so at first; what leaves again for a new receiver has to ask that one. */
    private boolean isWithinLimits() {
        return nextToLeave() < recordLimit && bytesThatLeft() < byteLimit;
    }

    private void waits(Batch batch, int sign) {
        waitingRecords += (long) sign * batch.records();
        waitingBytes += (long) sign * batch.size();
    }

    private boolean announce(Batch batch) {
        for (DataType type : batch.types()) {
            if (!announced.contains(type)) {
                if (!offer(new LinkFrame.Schema(type.name(), type.schemaText()).encode())) {
                    return false;
                }
                announced.add(type);
                used.add(type);
            }
        }
        return true;
    }

    private boolean offer(Batch batch) {
        return socket != null && socket.send(batch.frame());
    }

    private boolean offer(byte[] frame) {
        return socket != null && socket.send(frame);
    }

    private void read(byte[] bytes) {
        heard = true;
        LinkFrame frame;
        try {
            frame = LinkFrame.decode(bytes);
        } catch (MessageException e) {
            trouble.broken(receiver.name(), String.valueOf(e.getMessage()));
            return;
        }
        if (frame instanceof LinkFrame.Welcome welcome) {
            welcomed = true;
            announced.clear();
            endDue = closing;
            raise(welcome.recordLimit(), welcome.byteLimit());
            if (reliable) {
                sendAgainFrom(welcome.next());
            }
        } else if (frame instanceof LinkFrame.Credit credit) {
            processed(credit.processed());
            raise(credit.recordLimit(), credit.byteLimit());
        } else if (frame instanceof LinkFrame.Ack ack && reliable) {
            confirm(ack.safe());
        } else if (frame instanceof LinkFrame.SchemaRequest request) {
            answer(request);
        } else if (frame instanceof LinkFrame.HelloRequest) {
            greet();
        } else if (frame instanceof LinkFrame.EndConfirmed confirmed && confirmed.count() == number && closing) {
            processed(number);
            confirm(number);
            ended = true;
        } else {
            trouble.broken(receiver.name(), "an unexpected " + frame);
        }
    }

    private void processed(long newProcessed) {
        processed = Math.max(processed, Math.min(newProcessed, nextToLeave()));
        if (!reliable) {
            confirm(processed);
        }
    }

    /** What stands before the number has left for good, and its buffers are free. */
    private void confirm(long before) {
        Batch first = unconfirmed.peek();
        while (first != null && unconfirmedFrom + first.records() <= before) {
            unconfirmedFrom += first.records();
            unconfirmed.remove().release();
            first = unconfirmed.peek();
        }
    }

    /** The connection broke and came back: what was on its way is lost, and leaves again (go-back-N). */
    private void sendAgainFrom(long next) {
        long last = nextToLeave();
        while (!unconfirmed.isEmpty() && last > next) {
            Batch batch = unconfirmed.removeLast();
            batch.mayBeRead();
            last -= batch.records();
            redelivered += batch.records();
            queue.addFirst(batch);
            waits(batch, 1);
        }
    }

    private void raise(long newRecordLimit, long newByteLimit) {
        recordLimit = Math.max(recordLimit, newRecordLimit);
        byteLimit = Math.max(byteLimit, newByteLimit);
    }

    /** What cannot be sent at once is announced again with the next batch. */
    private void answer(LinkFrame.SchemaRequest request) {
        for (DataType type : used) {
            if (type.fingerprint() == request.fingerprint() && type.name().equals(request.name())) {
                if (!offer(new LinkFrame.Schema(type.name(), type.schemaText()).encode())) {
                    announced.remove(type);
                }
                return;
            }
        }
        trouble.broken(receiver.name(), "a request for the schema of '" + request.name() + "', which was never sent");
    }

    /** Asks the receiver to make safe soon what it has processed. */
    void askForSafety() {
        safetyDue = welcomed && !unconfirmed.isEmpty() && !offer(new LinkFrame.SafetyRequest().encode());
    }

    /** Sends the proof of the count, once everything pushed has left, and again when the connection broke. Returns true when that was done by this call. */
    boolean end() {
        if ((closing && !endDue) || !welcomed || !queue.isEmpty()) {
            return false;
        }
        closing = true;
        endDue = !offer(new LinkFrame.End(number).encode());
        return !endDue;
    }

    boolean isEnded() {
        return ended;
    }

    /** What was pushed and has not left, or is not safe where that is promised, taken back in its order. */
    Deque<Batch> takeBack() {
        if (reliable) {
            keep();
        }
        Deque<Batch> back = new ArrayDeque<>(queue);
        for (Batch batch : back) {
            number -= batch.records();
            pushedBytes -= batch.size();
            batch.takeBack();
            waits(batch, -1);
        }
        queue.clear();
        return back;
    }

    /** What is not safe will leave again on the next connection. */
    void keep() {
        sendAgainFrom(unconfirmedFrom);
    }

    /** Records that were sent again. */
    long redelivered() {
        return redelivered;
    }

    /** What it holds is nobody's business any more. */
    void forget() {
        forgotten = true;
        close();
    }

    void watch(Watch watch) {
        if (socket == null) {
            return;
        }
        if (queue.isEmpty() && greeted) {
            watch.input(socket);
        } else {
            watch.inputOrOutput(socket);
        }
    }

    void close() {
        if (socket != null) {
            socket.close();
            socket = null;
        }
        unconfirmed.forEach(Batch::lose);
        unconfirmed.clear();
        greeted = false;
        welcomed = false;
        processed = nextToLeave();
        announced.clear();
    }

    /** The address was wrong or the secret is not accepted; a reason for {@link org.rflow.connection.Sender#waitingFor}. */
    boolean isRefused() {
        return socket != null && socket.isRefused();
    }

    static ZmqException unknownReceiver(String connection, Object receiver) {
        return new ZmqException("connection '" + connection + "' has no receiver " + receiver);
    }
}
