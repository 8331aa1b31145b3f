package org.rflow.manager;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.model.ShardOption;
import org.rflow.model.SizeText;

/**
 * Sees hosts that take much more of the machine's memory than their shard's {@code memory}, which bounds their heap: native
 * buffers, threads, and what else a component takes outside it. They are killed, before the system kills somebody else. Used
 * only by the manager's thread.
 */
final class MemoryWatch {
    private static final Logger log = LogManager.getLogger(MemoryWatch.class);
    private static final long OUTSIDE_THE_HEAP = 256L << 20;
    private static final int MEGA = 20;

    private final LongFunction<OptionalLong> resident;

    /** {@code resident} tells how many bytes of a process are in memory, if anybody knows. */
    MemoryWatch(LongFunction<OptionalLong> resident) {
        this.resident = resident;
    }

    /** Called every beacon interval for each host. */
    void check(Host host) {
        OptionalLong limit = limit(host);
        if (limit.isEmpty() || !host.isAlive() || host.pid().isEmpty()) {
            return;
        }
        OptionalLong used = resident.apply(host.pid().getAsLong());
        if (used.isPresent() && used.getAsLong() > limit.getAsLong()) {
            String reason = String.format(
                    Locale.ROOT,
                    "it takes %d MB of memory, and its shard's 'memory' lets it have %d MB with all that is outside the heap",
                    used.getAsLong() >> MEGA,
                    limit.getAsLong() >> MEGA);
            log.error("{}: {}; killing its process", host.name(), reason);
            host.workers().forEach(worker -> worker.failed(reason));
            host.kill(reason);
        }
    }

    /** A quarter more than the heap, for what grows with it, and what every VM takes besides. */
    static OptionalLong limit(Host host) {
        return host.shard()
                .flatMap(shard -> ShardOption.MEMORY.in(shard.options()))
                .map(text -> {
                    long heap = SizeText.parse(text);
                    return OptionalLong.of(heap + heap / 4 + OUTSIDE_THE_HEAP);
                })
                .orElse(OptionalLong.empty());
    }
}
