package org.rflow.connection;

import static java.util.Objects.requireNonNull;

import org.rflow.loop.Loop;
import org.rflow.message.DataTypes;
import org.rflow.message.Lineage;
import org.rflow.model.Attachment;
import org.rflow.model.WorkerRef;

/**
 * What one end of a connection must know: the connection with its workers, who this worker is, which incarnation of it
 * (restarts count from 1), the loop it lives in, the types it knows, and who
 * the messages are that the worker processes.
 */
public record EndSpec(
        Attachment attachment, WorkerRef self, int incarnation, Loop loop, DataTypes types, Lineage lineage) {
    public EndSpec {
        requireNonNull(attachment, "attachment");
        requireNonNull(self, "self");
        requireNonNull(loop, "loop");
        requireNonNull(types, "types");
        requireNonNull(lineage, "lineage");
    }
}
