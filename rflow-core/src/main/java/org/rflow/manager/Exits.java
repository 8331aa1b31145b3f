package org.rflow.manager;

import java.util.Map;
import org.rflow.process.ChildProcess;

/** What an exit code tells. */
final class Exits {
    private static final int SIGNALS = 128;
    private static final Map<Integer, String> NAMES =
            Map.of(1, "HUP", 2, "INT", 3, "QUIT", 6, "ABRT", 7, "BUS", 9, "KILL", 11, "SEGV", 13, "PIPE", 15, "TERM");

    private Exits() {}

    static String describe(int code) {
        if (code == ChildProcess.UNKNOWN_EXIT) {
            return "ended, with an exit code that only the manager that started it could have learned";
        }
        if (code <= SIGNALS) {
            return "ended with exit code " + code;
        }
        int signal = code - SIGNALS;
        return "was ended by signal " + signal + (NAMES.containsKey(signal) ? " (" + NAMES.get(signal) + ")" : "")
                + ", exit code " + code;
    }
}
