package org.rflow.worker;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.rflow.loop.Loop;
import org.rflow.message.DataTypes;

/** What a worker lends to the contexts of its components. */
interface WorkerServices {
    Loop loop();

    Executor pool();

    DataTypes types();

    InstantSource clock();

    Path applicationDirectory();

    Path runDirectory();

    Cell cell(String component);

    /** Whether the worker takes the place of one that died in the same run. */
    boolean isRestarted();

    /** Whether everything that the component's own sends can reach has room, and the worker is not paused. */
    boolean mayFeed(String component);

    /** The same for its timers, its mail and its retries, which close its receipts: so its own open receipts do not count. */
    boolean mayFire(String component);

    /** The position that goes with what the component sends next. */
    void position(String component, String position);

    /** Something changed that may have ended a source. */
    void changed();
}
