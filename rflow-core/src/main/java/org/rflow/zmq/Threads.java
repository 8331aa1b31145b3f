package org.rflow.zmq;

import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The context's own threads: none keeps the process alive, and none is waited for without end. */
final class Threads {
    private static final Logger LOG = LogManager.getLogger(Threads.class);

    private Threads() {}

    static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    static void join(Thread thread, Duration deadline) {
        try {
            thread.join(deadline.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.error("thread {} did not end within {}; it is left behind", thread.getName(), deadline);
        }
    }
}
