package org.rflow.cli.bench;

import java.io.IOException;
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
        return (arguments, room) -> JavaCommand.of(WorkerVm.options(), RawMain.class.getName(), arguments.words());
    }
}
