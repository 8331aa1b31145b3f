package org.rflow.worker;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rflow.component.ReceiptMark;
import org.rflow.connection.ReceivedMark;
import org.rflow.connection.Sender;
import org.rflow.connection.SentMark;

/**
 * One moment between two turns of a worker: everything received before it is acknowledged once the receipts of then are released and
 * everything sent by then is safe. Used only by the loop thread.
 */
final class Checkpoint {
    private final List<ReceivedMark> received;
    private final List<ReceiptMark> receipts;
    private final SavedState state;
    private @Nullable List<SentMark> sent;

    Checkpoint(List<ReceivedMark> received, List<ReceiptMark> receipts, SavedState state) {
        this.received = received;
        this.receipts = receipts;
        this.state = state;
    }

    /** What held open receipts may be sent until they are released, so what is sent is marked only then. */
    boolean isSafe(Supplier<List<Sender>> senders) {
        List<SentMark> marks = sent;
        if (marks == null) {
            if (!receipts.stream().allMatch(ReceiptMark::isReleased)) {
                return false;
            }
            marks = senders.get().stream().<SentMark>map(Sender::mark).toList();
            sent = marks;
        }
        for (SentMark mark : marks) {
            if (!mark.isSafe()) {
                return false;
            }
        }
        return true;
    }

    /** What has to be on the disk before {@link #acknowledge}. */
    SavedState state() {
        return state;
    }

    void acknowledge() {
        received.forEach(ReceivedMark::acknowledge);
    }
}
