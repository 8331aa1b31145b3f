package org.rflow.store;

import org.rflow.model.PortDirection;
import org.rflow.model.ShardType;

/** The names that stand in the columns called type; RFlow 1.x wrote the same. */
final class TypeName {
    private static final String PROCESS = "ProcessShard";
    private static final String THREAD = "ThreadShard";
    private static final String INPUT = "InputPort";
    private static final String OUTPUT = "OutputPort";
    private static final String ZMQ = "ZMQConnection";
    private static final String BROKERED = "BrokeredZMQConnection";

    private TypeName() {}

    static String of(ShardType type) {
        return switch (type) {
            case PROCESS -> PROCESS;
            case THREAD -> THREAD;
        };
    }

    static ShardType shard(String name) {
        return switch (name) {
            case PROCESS -> ShardType.PROCESS;
            case THREAD -> ShardType.THREAD;
            default -> throw unknown("shard", name, PROCESS, THREAD);
        };
    }

    static String of(PortDirection direction) {
        return switch (direction) {
            case INPUT -> INPUT;
            case OUTPUT -> OUTPUT;
        };
    }

    static PortDirection port(String name) {
        return switch (name) {
            case INPUT -> PortDirection.INPUT;
            case OUTPUT -> PortDirection.OUTPUT;
            default -> throw unknown("port", name, INPUT, OUTPUT);
        };
    }

    static String ofConnection(boolean brokered) {
        return brokered ? BROKERED : ZMQ;
    }

    static boolean isBrokered(String name) {
        return switch (name) {
            case ZMQ -> false;
            case BROKERED -> true;
            default -> throw unknown("connection", name, ZMQ, BROKERED);
        };
    }

    private static IllegalArgumentException unknown(String what, String name, String one, String other) {
        return new IllegalArgumentException(
                "the " + what + " type '" + name + "' is unknown; it is " + one + " or " + other);
    }
}
