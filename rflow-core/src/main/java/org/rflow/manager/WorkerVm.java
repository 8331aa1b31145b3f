package org.rflow.manager;

import java.util.ArrayList;
import java.util.List;

/** The options of the VMs that workers live in, before those that a shard adds. */
public final class WorkerVm {
    /** What a process may use that says nothing of its memory. */
    static final String HEAP = "256m";

    // a VM without memory does nothing well any more: it ends, and says so on stdout
    private static final List<String> DEFAULTS =
            List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Xmx" + HEAP);
    /** From this version on the VM warns of libraries with native code. */
    private static final int NATIVE_WARNINGS = 24;

    private WorkerVm() {}

    public static List<String> options() {
        List<String> options = new ArrayList<>(DEFAULTS);
        if (Runtime.version().feature() >= NATIVE_WARNINGS) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        return options;
    }
}
