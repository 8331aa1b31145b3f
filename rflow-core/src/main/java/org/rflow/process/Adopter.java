package org.rflow.process;

/** Makes a process that somebody else has started look like a child. */
@FunctionalInterface
public interface Adopter {

    /** The process as if it were a child that leads its group; one that has ended already ends at once. */
    ChildProcess adopt(String name, ProcessIdentity identity);
}
