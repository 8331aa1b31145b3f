package org.rflow.manager;

import java.util.List;

/** The manager's log as a trace of what was done to it. */
final class TestingLog implements OwnLog {
    private final List<String> trace;

    TestingLog(List<String> trace) {
        this.trace = trace;
    }

    @Override
    public void reopen() {
        trace.add("manager reopen");
    }

    @Override
    public void setLevel(String level) {
        trace.add("manager level " + level);
    }
}
