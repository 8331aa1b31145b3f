package org.rflow.component;

import org.jspecify.annotations.Nullable;

/**
 * The receipts that a component opened between two moments. Used only by the worker's loop thread.
 */
public final class ReceiptMark {
    private @Nullable ReceiptMark before;
    private int open;

    ReceiptMark(@Nullable ReceiptMark before) {
        this.before = before;
    }

    void opened() {
        open++;
    }

    void released() {
        open--;
    }

    /** Whether all receipts that were opened before the mark have been released. Once true it stays true. */
    public boolean isReleased() {
        ReceiptMark earlier = before;
        if (earlier != null && earlier.isReleased()) {
            before = null;
            earlier = null;
        }
        return open == 0 && earlier == null;
    }
}
