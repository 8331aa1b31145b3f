package org.rflow.manager;

import java.util.ArrayList;
import java.util.List;
import org.rflow.logging.Logging;

/** The options of the VMs that workers live in, before those that a shard adds. */
public final class WorkerVm {
    private static final List<String> DEFAULTS = List.of("-XX:+UseSerialGC", "-Xmx256m");
    /** From this version on the VM warns of libraries with native code. */
    private static final int NATIVE_WARNINGS = 24;

    private WorkerVm() {}

    public static List<String> options() {
        List<String> options = new ArrayList<>(DEFAULTS);
        options.addAll(Logging.vmOptions());
        if (Runtime.version().feature() >= NATIVE_WARNINGS) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        return options;
    }
}
