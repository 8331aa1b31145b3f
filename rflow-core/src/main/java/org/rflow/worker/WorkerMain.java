package org.rflow.worker;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The program of a host: one worker of a process shard, all workers of a thread shard, or one broker. Exit codes: 0 after a clean
 * stop, 1 when a worker failed, 2 for wrong arguments.
 */
public final class WorkerMain {
    private static final Logger LOG = LogManager.getLogger(WorkerMain.class);
    private static final int WRONG_USAGE = 2;

    private WorkerMain() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        HostArguments parsed;
        try {
            parsed = HostArguments.parse(arguments);
        } catch (IllegalArgumentException e) {
            LOG.error(e.getMessage());
            return WRONG_USAGE;
        }
        try {
            return new HostProcess(parsed).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (RuntimeException e) {
            LOG.error("the host failed: {}", e.getMessage(), e);
            return 1;
        }
    }
}
