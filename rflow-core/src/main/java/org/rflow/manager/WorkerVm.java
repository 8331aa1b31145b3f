package org.rflow.manager;

import java.util.ArrayList;
import java.util.List;
import org.rflow.logging.Logging;
import org.rflow.process.JavaCommand;

/** The options of the VMs that workers live in, before those that a shard adds. */
public final class WorkerVm {
    /** What a process may use that says nothing of its memory. */
    static final String HEAP = "256m";

    // a VM without memory does nothing well any more: it ends, and says so on stdout
    private static final List<String> DEFAULTS =
            List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Xmx" + HEAP);
    /**
     * A worker that starts runs thousands of methods a few hundred times. What is compiled only after two thousand calls leaves the
     * processors to the other workers; a loop that moves messages is there in its first moments.
     */
    private static final List<String> LATER_COMPILED = List.of(
            "-XX:Tier3InvocationThreshold=2000",
            "-XX:Tier3MinInvocationThreshold=1000",
            "-XX:Tier3CompileThreshold=8000");
    /** From this version on the VM warns of libraries with native code. */
    private static final int NATIVE_WARNINGS = 24;

    private WorkerVm() {}

    public static List<String> options() {
        List<String> options = new ArrayList<>(DEFAULTS);
        options.addAll(Logging.vmOptions());
        if (JavaCommand.isKnown(Runtime.version().feature())) {
            options.addAll(LATER_COMPILED);
        }
        if (Runtime.version().feature() >= NATIVE_WARNINGS) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        return options;
    }
}
