package org.rflow.bus;

/** What every command starts with: its own id, the flow's revision, and the incarnation of the worker it is meant for. */
record CommandHeader(long id, int revision, int incarnation) {
    static CommandHeader read(BodyReader in) {
        return new CommandHeader(in.number(), in.integer(), in.integer());
    }

    void write(BodyWriter out) {
        out.number(id).integer(revision).integer(incarnation);
    }
}
