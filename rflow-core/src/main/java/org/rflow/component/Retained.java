package org.rflow.component;

/** A receipt of a message that a runner's component holds. Used only by the worker's loop thread. */
final class Retained implements Receipt {
    private final ComponentRunner runner;
    private final Waiting received;
    private final ReceiptMark among;
    private final int number;
    private boolean released;

    /** {@code number} counts the receipts of the message. */
    Retained(ComponentRunner runner, Waiting received, ReceiptMark among, int number) {
        this.runner = runner;
        this.received = received;
        this.among = among;
        this.number = number;
        among.opened();
        runner.openReceipts().opened(received.arrival());
    }

    @Override
    public void release() {
        if (!released) {
            released = true;
            runner.openReceipts().released(received.arrival());
            among.released();
        }
    }

    @Override
    public void answer(Runnable sends) {
        if (released) {
            return;
        }
        try {
            runner.answer(received, number, sends);
        } catch (RuntimeException e) {
            fail(e);
        }
        release();
    }

    @Override
    public void fail(Exception cause) {
        if (!released) {
            try {
                runner.failed(received, cause);
            } finally {
                release();
            }
        }
    }
}
