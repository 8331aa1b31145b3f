package org.rflow.connection;

import static java.util.Objects.requireNonNull;

import org.rflow.loop.Loop;
import org.rflow.message.DataTypes;
import org.rflow.model.Attachment;
import org.rflow.model.WorkerRef;

/**
 * What one end of a connection must know: the connection with its workers, who this worker is, which incarnation of it
 * (restarts count from 1), the loop it lives in and the types it knows.
 */
public record EndSpec(Attachment attachment, WorkerRef self, int incarnation, Loop loop, DataTypes types) {
    public EndSpec {
        requireNonNull(attachment, "attachment");
        requireNonNull(self, "self");
        requireNonNull(loop, "loop");
        requireNonNull(types, "types");
    }
}
