package org.rflow.connections.zeromq;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.rflow.connection.EndSpec;
import org.rflow.connection.Sender;
import org.rflow.loop.Agent;
import org.rflow.loop.Watch;
import org.rflow.message.EnvelopeCodec;
import org.rflow.message.Message;
import org.rflow.model.Counts;
import org.rflow.model.Overflow;
import org.rflow.model.PortDirection;

/**
 * Sends in the open form. What the sockets refuse waits in a queue, and the sender is full while anything does. Nobody
 * confirms anything here: in flight is what waits. Used only by the loop thread.
 */
final class OpenSender implements Sender, Agent {
    /** So many messages wait for room where more are dropped. */
    private static final int WAITING = 1000;

    private final EndSpec spec;
    private final Overflow overflow;
    private final Distributor distributor;
    private final EnvelopeCodec codec = new EnvelopeCodec();
    private final Deque<byte[][]> queue = new ArrayDeque<>();
    private boolean retryPlanned;
    private boolean ending;
    private boolean closed;
    private long messages;
    private long bytes;
    private long overruns;
    private long dropped;

    OpenSender(EndSpec spec) {
        this.spec = spec;
        overflow = Overflow.of(spec.attachment().connection());
        distributor = OpenForm.distributor(
                spec,
                spec.attachment().receivers(),
                spec.attachment().connection().output());
        spec.loop().add(this);
    }

    @Override
    public String address() {
        return distributor.address();
    }

    @Override
    public void send(Message message) {
        if (ending) {
            throw new IllegalStateException("connection '"
                    + spec.attachment().connection().name() + "' has ended: nothing can be sent any more");
        }
        byte[][] frames = {codec.typeName(message), codec.encode(message)};
        messages += distributor.copies();
        bytes += (long) distributor.copies() * (frames[0].length + frames[1].length);
        if (!queue.isEmpty()) {
            await(frames);
        } else if (!distributor.offer(frames)) {
            queue.add(frames);
        }
    }

    private void await(byte[][] frames) {
        if (!overflow.isDropping()) {
            overruns++;
            queue.add(frames);
        } else if (queue.size() < WAITING) {
            queue.add(frames);
        } else {
            dropped += distributor.copies();
            if (overflow == Overflow.DROP_OLDEST) {
                queue.remove();
                queue.add(frames);
            }
        }
    }

    @Override
    public boolean isFull() {
        return !queue.isEmpty() && !overflow.isDropping();
    }

    @Override
    public int work() {
        int done = distributor.work();
        if (!queue.isEmpty() && distributor.mayHaveRoom()) {
            while (!queue.isEmpty() && distributor.offer(queue.element())) {
                queue.remove();
                done++;
            }
        }
        return done;
    }

    @Override
    public boolean idle() {
        if (!queue.isEmpty() && distributor.hidesRoom() && !retryPlanned) {
            retryPlanned = true;
            spec.loop().schedule(OpenForm.RETRY, () -> retryPlanned = false);
        }
        return false;
    }

    @Override
    public void watch(Watch watch) {
        distributor.watch(watch, !queue.isEmpty());
    }

    @Override
    public void connect(UUID receiver, String receiverAddress) {
        distributor.connect(receiver, receiverAddress);
    }

    @Override
    public void disconnect(UUID receiver) {
        distributor.disconnect(receiver);
    }

    @Override
    public boolean isReady() {
        return distributor.waitingFor().isEmpty();
    }

    @Override
    public String waitingFor() {
        return distributor.waitingFor();
    }

    @Override
    public void end() {
        ending = true;
    }

    @Override
    public boolean isEnded() {
        return ending && queue.isEmpty();
    }

    @Override
    public Counts counts() {
        long waiting = (long) queue.size() * distributor.copies();
        return new Counts(
                spec.attachment().connection().uuid(),
                PortDirection.OUTPUT,
                messages,
                bytes,
                waiting,
                dropped,
                overruns,
                0,
                0);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            spec.loop().remove(this);
            distributor.close();
        }
    }
}
