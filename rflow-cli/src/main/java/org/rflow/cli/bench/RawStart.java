package org.rflow.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.rflow.cli.bench.raw.RawArguments;
import org.rflow.cli.bench.raw.RawMain;
import org.rflow.manager.WorkerVm;
import org.rflow.process.JavaCommand;

/** How a reference is started. */
@FunctionalInterface
interface RawStart {
    /** The program and its words; a {@link SkippedRun} when this machine has not what it takes. */
    List<String> command(RawArguments arguments, Room room) throws IOException, InterruptedException;

    /** In a VM like a worker's. */
    static RawStart java() {
        return java(List.of());
    }

    /** The same with more options. */
    static RawStart java(List<String> more) {
        List<String> options = new ArrayList<>(WorkerVm.options());
        options.addAll(more);
        return (arguments, room) -> JavaCommand.of(options, RawMain.class.getName(), arguments.words());
    }
}
