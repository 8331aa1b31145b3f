package org.rflow.cli.conformance;

import java.util.ArrayList;
import java.util.List;
import org.rflow.connections.zeromq.LinkFrame;
import org.rflow.message.BatchReader;
import org.rflow.message.DataTypes;
import org.rflow.message.MessageException;

/** Reads what a receiver was sent: types announced, numbers, batches. */
final class Outputs {
    private static final int OFFSET = 1;

    private final List<String> problems = new ArrayList<>();
    private final List<String> unannounced = new ArrayList<>();
    private final List<Long> firsts = new ArrayList<>();
    private long next;

    private Outputs(long first) {
        next = first;
    }

    /** All that came on the line so far, from the record with that number on. */
    static Outputs of(Line line, long first) {
        Outputs outputs = new Outputs(first);
        DataTypes types = new DataTypes();
        for (byte[] frame : line.heard()) {
            if (Line.isBatch(frame)) {
                outputs.batch(frame, types);
            } else {
                outputs.learn(frame, types);
            }
        }
        return outputs;
    }

    private void learn(byte[] frame, DataTypes types) {
        try {
            if (LinkFrame.decode(frame) instanceof LinkFrame.Schema schema) {
                types.learn(schema.name(), schema.text());
            }
        } catch (MessageException e) {
            problems.add("a frame that makes no sense: " + e.getMessage());
        }
    }

    private void batch(byte[] frame, DataTypes types) {
        BatchReader reader = new BatchReader();
        try {
            reader.wrap(frame, OFFSET, types::find);
        } catch (MessageException e) {
            problems.add("a batch: " + e.getMessage());
            return;
        }
        reader.missing().forEach(type -> unannounced.add(type.name()));
        if (reader.incarnation() != Subject.INCARNATION) {
            problems.add("a batch of incarnation " + reader.incarnation() + ", not " + Subject.INCARNATION);
        }
        if (reader.firstNumber() > next) {
            problems.add("a batch that begins at " + reader.firstNumber() + " and not at " + next);
        }
        firsts.add(reader.firstNumber());
        next = Math.max(next, reader.firstNumber() + reader.count());
    }

    /** The number that the next record will have. */
    long next() {
        return next;
    }

    List<Long> firstNumbers() {
        return firsts;
    }

    List<String> problems() {
        return problems;
    }

    List<String> unannounced() {
        return unannounced;
    }
}
