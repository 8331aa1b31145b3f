package org.rflow.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.rflow.bus.Command;
import org.rflow.bus.CommandHandler.Answer;
import org.rflow.bus.LetterCount;
import org.rflow.component.Component;
import org.rflow.component.Secrets;
import org.rflow.connection.ConnectionType;
import org.rflow.model.Counts;
import org.rflow.model.Wire;
import org.rflow.model.WorkerPlan;
import org.rflow.zmq.ZmqContext;

/** What the process lends to its workers. Thread safe. */
interface Host {
    ZmqContext zmq();

    /** For work that blocks. */
    Executor pool();

    /** What the options of components refer to; nothing of it that is secret is logged. */
    Secrets secrets();

    Path runDirectory();

    Path applicationDirectory();

    Duration beaconInterval();

    /** The first worker to be configured brings the settings of the process: log file and level. */
    void configured(WorkerPlan plan);

    ConnectionType connectionType(Wire wire);

    /** Makes a component; its type is looked for in the plan's extensions too. */
    Component component(String type, WorkerPlan plan);

    /** Commands that concern the whole process: log level, log file, thread stacks. */
    void onProcessCommand(Command command, Answer answer);

    void beaconNow(UUID worker);

    void metrics(UUID worker, List<Counts> counts);

    /** The dead letters of the worker that wait have become others. */
    void deadLetters(UUID worker, List<LetterCount> waiting);

    /** The worker is STOPPED, or in ERROR, and has said so. */
    void ended(UUID worker, boolean clean);
}
